using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Actors.EventLog.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Actors.EventLog.Deduplication;

/// <summary>
/// Sealed fingerprints in a file: a header, the fingerprints ascending, then an index (first fingerprint and checksum
/// of each 4 KB page) and a filter, which alone stay in memory. A miss asks the filter only; a hit reads one page.
/// </summary>
internal sealed class ChunkFile : IDisposable
{
    private const int FingerprintBytes = 16;

    /// <summary>Fingerprints of one page.</summary>
    public const int PerPage = 256;

    /// <summary>Pages read or written at once, 256 KB: many at a time, and never all of a chunk.</summary>
    public const int PagesAtOnce = 64;

    private readonly UInt128[] _firsts;
    private readonly uint[] _checksums;
    private readonly BlockFilter _filter;
    private readonly Lock _gate = new();
    private SafeFileHandle? _open;
    private bool _disposed;

    public ChunkFile(string path, ChunkHeader header, UInt128[] firsts, uint[] checksums, BlockFilter filter) =>
        (Path, Header, _firsts, _checksums, _filter) = (path, header, firsts, checksums, filter);

    public string Path { get; }

    public ChunkHeader Header { get; }

    public static string NameOf(in ChunkHeader header) =>
        $"p{header.Partition:D4}-{header.After:D19}-{header.Position:D19}.fp";

    /// <summary>
    /// Opens a chunk; null if it is damaged, which costs nothing but time: the log holds all it says.
    /// </summary>
    public static ChunkFile? Open(string path)
    {
        using var handle = OpenToRead(path);
        var head = new byte[ChunkHeader.Bytes];
        if (!TryRead(handle, head, 0) || !ChunkHeader.TryRead(head, out var header, out var checksum)) return null;
        var pages = (header.Count + PerPage - 1) / PerPage;
        var words = BlockFilter.WordsFor(header.Count);
        var index = new byte[(pages * (FingerprintBytes + sizeof(uint))) + (words * sizeof(uint))];
        if (!TryRead(handle, index, ChunkHeader.Bytes + ((long)header.Count * FingerprintBytes))) return null;
        if (Crc32C.Of(index) != checksum) return null;
        var checksumsAt = pages * FingerprintBytes;
        var wordsAt = checksumsAt + (pages * sizeof(uint));
        return new ChunkFile(
            path, header, ToFingerprints(index.AsSpan(0, checksumsAt)),
            ToWords(index.AsSpan(checksumsAt, pages * sizeof(uint))),
            new BlockFilter(header.Count, ToWords(index.AsSpan(wordsAt))));
    }

    public bool MayContain(UInt128 fingerprint) => _filter.MayContain(fingerprint);

    /// <summary>Which of several must be looked for on disk, a bit for each from the lowest on.</summary>
    public ulong MayContain(ReadOnlySpan<UInt128> fingerprints) => _filter.MayContain(fingerprints);

    /// <summary>Looks on disk.</summary>
    /// <exception cref="CorruptLogException">The page does not match its checksum.</exception>
    /// <exception cref="FileNotFoundException">The chunk was merged into another meanwhile.</exception>
    public bool Contains(UInt128 fingerprint)
    {
        var page = Array.BinarySearch(_firsts, fingerprint);
        if (page >= 0) return true;
        page = ~page - 1;
        if (page < 0) return false;
        Span<byte> bytes = stackalloc byte[PageBytes(page)];
        if (!TryReadPage(bytes, PageAt(page))) throw Damaged();
        if (Crc32C.Of(bytes) != _checksums[page]) throw Damaged();
        return IsIn(bytes, fingerprint);
    }

    /// <summary>All fingerprints, ascending, read as they are taken.</summary>
    /// <exception cref="CorruptLogException">A page does not match its checksum.</exception>
    public SortedRun Read()
    {
        var handle = OpenToRead(Path);
        var page = 0;
        return new SortedRun(new UInt128[PerPage * PagesAtOnce], Fill, handle);

        int Fill(UInt128[] buffer)
        {
            var count = (int)Math.Clamp(Header.Count - ((long)page * PerPage), 0, buffer.Length);
            var bytes = Bytes(buffer)[..(count * FingerprintBytes)];
            if (!TryRead(handle, bytes, PageAt(page))) throw Damaged();
            while (!bytes.IsEmpty)
            {
                var size = PageBytes(page);
                if (Crc32C.Of(bytes[..size]) != _checksums[page++]) throw Damaged();
                bytes = bytes[size..];
            }

            return count;
        }
    }

    public void Delete()
    {
        Dispose();
        File.Delete(Path);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _open?.Dispose();
        }
    }

    // Opened by the first question that the filter lets through: opening costs more than reading.
    private bool TryReadPage(Span<byte> bytes, long offset)
    {
        lock (_gate)
        {
            if (_disposed) throw new FileNotFoundException($"Fingerprint file '{Path}' was merged into another.", Path);
            return TryRead(_open ??= OpenToRead(Path), bytes, offset);
        }
    }

    // A merged chunk may be deleted while it is read.
    private static SafeFileHandle OpenToRead(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    private static long PageAt(int page) => ChunkHeader.Bytes + ((long)page * PerPage * FingerprintBytes);

    private int PageBytes(int page) => Math.Min(PerPage, Header.Count - (page * PerPage)) * FingerprintBytes;

    private CorruptLogException Damaged() => new(
        $"Fingerprint file '{System.IO.Path.GetFileName(Path)}' is damaged. "
        + "It can be deleted while the server is stopped: it is made again from the log.");

    private static bool IsIn(ReadOnlySpan<byte> page, UInt128 fingerprint)
    {
        var (from, to) = (0, page.Length / FingerprintBytes);
        while (from < to)
        {
            var middle = (from + to) / 2;
            var found = BinaryPrimitives.ReadUInt128LittleEndian(page[(middle * FingerprintBytes)..]);
            if (found == fingerprint) return true;
            if (found < fingerprint) from = middle + 1;
            else to = middle;
        }

        return false;
    }

    private static bool TryRead(SafeFileHandle handle, Span<byte> target, long offset)
    {
        while (!target.IsEmpty)
        {
            var read = RandomAccess.Read(handle, target, offset);
            if (read == 0) return false;
            target = target[read..];
            offset += read;
        }

        return true;
    }

    /// <summary>What follows the fingerprints in the file.</summary>
    public static byte[] IndexBytes(UInt128[] firsts, uint[] checksums, BlockFilter filter)
    {
        var numbers = new uint[checksums.Length + filter.Words.Length];
        checksums.CopyTo(numbers, 0);
        filter.Words.CopyTo(numbers.AsSpan(checksums.Length));
        var bytes = new byte[(firsts.Length * FingerprintBytes) + (numbers.Length * sizeof(uint))];
        Bytes(firsts).CopyTo(bytes);
        var rest = bytes.AsSpan(firsts.Length * FingerprintBytes);
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(rest[(i * sizeof(uint))..], numbers[i]);
        return bytes;
    }

    // As they lie in memory: the file is little-endian, as every processor this runs on.
    private static Span<byte> Bytes(UInt128[] fingerprints) => MemoryMarshal.AsBytes(fingerprints.AsSpan());

    private static UInt128[] ToFingerprints(ReadOnlySpan<byte> bytes)
    {
        var fingerprints = new UInt128[bytes.Length / FingerprintBytes];
        for (var i = 0; i < fingerprints.Length; i++)
            fingerprints[i] = BinaryPrimitives.ReadUInt128LittleEndian(bytes[(i * FingerprintBytes)..]);
        return fingerprints;
    }

    private static uint[] ToWords(ReadOnlySpan<byte> bytes)
    {
        var words = new uint[bytes.Length / sizeof(uint)];
        for (var i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
        return words;
    }
}
