using System.Runtime.InteropServices;
using Actors.EventLog.Hashing;

namespace Actors.EventLog.Deduplication;

/// <summary>
/// Writes a chunk's file from fingerprints that come in ascending order: index and filter alone are in memory. It stands
/// under its name at once, whole, or not at all.
/// </summary>
internal sealed class ChunkWriter : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly ChunkHeader _header;
    private readonly FileStream _file;
    private readonly UInt128[] _pages = new UInt128[ChunkFile.PerPage * ChunkFile.PagesAtOnce];
    private readonly UInt128[] _firsts;
    private readonly uint[] _checksums;
    private readonly BlockFilter _filter;
    private int _gathered;
    private int _written;

    /// <param name="header">Says how many will come.</param>
    public ChunkWriter(string folder, in ChunkHeader header)
    {
        Directory.CreateDirectory(folder);
        _header = header;
        _path = Path.Combine(folder, ChunkFile.NameOf(header));
        _temporary = _path + ".tmp";
        var pages = (header.Count + ChunkFile.PerPage - 1) / ChunkFile.PerPage;
        (_firsts, _checksums, _filter) = (new UInt128[pages], new uint[pages], new BlockFilter(header.Count));
        _file = new FileStream(_temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        _file.Position = ChunkHeader.Bytes;
    }

    public void Add(UInt128 fingerprint)
    {
        _filter.Add(fingerprint);
        _pages[_gathered++] = fingerprint;
        if (_gathered == _pages.Length) WritePages();
    }

    /// <summary>Puts the file into its place.</summary>
    public ChunkFile Finish()
    {
        WritePages();
        var index = ChunkFile.IndexBytes(_firsts, _checksums, _filter);
        _file.Write(index);
        Span<byte> head = stackalloc byte[ChunkHeader.Bytes];
        _header.WriteTo(head, Crc32C.Of(index));
        _file.Position = 0;
        _file.Write(head);
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        return new ChunkFile(_path, _header, _firsts, _checksums, _filter);
    }

    /// <summary>Half a file on a full disk takes the room that the log waits for.</summary>
    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_temporary);
    }

    private void WritePages()
    {
        for (var start = 0; start < _gathered; start += ChunkFile.PerPage)
        {
            var page = (_written + start) / ChunkFile.PerPage;
            _firsts[page] = _pages[start];
            _checksums[page] = Crc32C.Of(Bytes(start, Math.Min(start + ChunkFile.PerPage, _gathered)));
        }

        _file.Write(Bytes(0, _gathered));
        _written += _gathered;
        _gathered = 0;
    }

    private ReadOnlySpan<byte> Bytes(int start, int end) => MemoryMarshal.AsBytes(_pages.AsSpan(start, end - start));
}
