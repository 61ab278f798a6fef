using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Actors.Segmentation.State;

/// <summary>The layout of a customer's block of words. On disk: what is here never changes its meaning.</summary>
/// <remarks>
/// Header, directory, regions, slack. The directory has one word per region, ascending by region id; regions lie packed in the same
/// order, so that growing one moves those behind it: a block is some hundred bytes, and moving them is cheaper than keeping gaps.
/// Those that change most have the highest ids and lie last.
/// </remarks>
internal static class StateFormat
{
    // Header words.
    public const int UsedAndCatalog = 0;
    public const int Applied = 1;
    public const int Due = 2;
    public const int Sequence = 3;
    public const int FirstSeen = 4;
    public const int SpendLow = 5;
    public const int SpendHigh = 6;
    public const int Regions = 7;
    public const int HeaderWords = 8;

    // Regions.
    public const int IdRegion = 1;
    public const int TraitsRegion = 2;
    public const int OrdersRegion = 3;

    /// <summary>Region of series n is this plus n.</summary>
    public const int SeriesRegion = 16;
    public const int ExitsRegion = LastRegion - 2;
    public const int MembershipsRegion = LastRegion - 1;
    public const int DuesRegion = LastRegion;
    private const int LastRegion = (1 << 18) - 1;

    /// <summary>Series numbers are below this.</summary>
    public const int SeriesMax = ExitsRegion - SeriesRegion;

    // A directory word: id (18 bits), wide (1), offset from the end of the directory (22), length in words (22).
    private const int IdShift = 45;
    private const long WideBit = 1L << 44;
    private const int OffsetShift = 22;
    private const long Mask22 = (1 << 22) - 1;

    /// <summary>The most words a block may have: 32 MB.</summary>
    public const int WordsMax = (1 << 22) - 1;

    /// <summary>Series take no more once a block has this many: the last 4 MB are for traits, orders and memberships, which always fit.</summary>
    public const int SeriesWordsMax = WordsMax - (1 << 19);

    public static int IdOf(long entry) => (int)(entry >> IdShift);

    public static int OffsetOf(long entry) => (int)((entry >> OffsetShift) & Mask22);

    public static int LengthOf(long entry) => (int)(entry & Mask22);

    public static bool IsWide(long entry) => (entry & WideBit) != 0;

    public static long Widened(long entry) => entry | WideBit;

    public static long Entry(int id, int offset, int length) => ((long)id << IdShift) | ((long)offset << OffsetShift) | (uint)length;

    /// <summary>A directory word as it is packed: the offset follows from the lengths before, and ids follow each other closely.</summary>
    public static long WithoutOffset(long entry, int lastId) =>
        ((long)(IdOf(entry) - lastId - 1) << (OffsetShift + 1)) | (IsWide(entry) ? 1L << OffsetShift : 0) | (uint)LengthOf(entry);

    public static long WithOffset(long packed, int lastId, int offset)
    {
        long id = lastId + 1 + (packed >> (OffsetShift + 1));
        if (id <= lastId || id > LastRegion) throw PackedState.Damaged();
        long entry = Entry((int)id, offset, (int)(packed & Mask22));
        return (packed & (1L << OffsetShift)) != 0 ? Widened(entry) : entry;
    }

    /// <summary>What the instants of a region of keyed instants are near to: memberships have four more bits.</summary>
    public static long KeyedBase(int id, long ms) => id == MembershipsRegion ? ms << 4 : ms;

    public static long Moved(long entry, int words) => entry + ((long)words << OffsetShift);

    public static int Used(ReadOnlySpan<long> words) => (int)words[UsedAndCatalog];

    public static int CatalogVersion(ReadOnlySpan<long> words) => (int)(words[UsedAndCatalog] >> 32);

    /// <summary>Index in the directory, or the complement of where the region would be.</summary>
    /// <remarks>The most frequent question of all: the last regions are looked for from the end, others four at a time.</remarks>
    public static int Find(ReadOnlySpan<long> words, int id)
    {
        ReadOnlySpan<long> directory = words.Slice(HeaderWords, (int)words[Regions]);
        if (id >= ExitsRegion)
        {
            for (int i = directory.Length - 1; ; i--)
            {
                int found = i < 0 ? -1 : IdOf(directory[i]);
                if (found == id) return i;
                if (found < id) return ~(i + 1);
            }
        }
        if (!Vector256.IsHardwareAccelerated || directory.Length > 128) return FindByHalves(directory, id);
        Vector256<long> wanted = Vector256.Create((long)id);
        int at = 0;
        for (; at + 4 <= directory.Length; at += 4)
        {
            Vector256<long> ids = Vector256.ShiftRightLogical(Vector256.Create(directory.Slice(at, 4)), IdShift);
            uint bits = Vector256.Equals(ids, wanted).ExtractMostSignificantBits();
            if (bits != 0) return at + BitOperations.TrailingZeroCount(bits);
        }
        for (; at < directory.Length; at++)
        {
            if (IdOf(directory[at]) == id) return at;
        }
        return FindByHalves(directory, id);
    }

    private static int FindByHalves(ReadOnlySpan<long> directory, int id)
    {
        int low = 0, high = directory.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            int found = IdOf(directory[middle]);
            if (found == id) return middle;
            if (found < id) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }

    /// <summary>The words of a region; empty when the block has none.</summary>
    public static ReadOnlySpan<long> Region(ReadOnlySpan<long> words, int id)
    {
        if (words.IsEmpty) return default;
        int index = Find(words, id);
        if (index < 0) return default;
        long entry = words[HeaderWords + index];
        return words.Slice(HeaderWords + (int)words[Regions] + OffsetOf(entry), LengthOf(entry));
    }

    public static ReadOnlySpan<long> Region(ReadOnlySpan<long> words, int id, out bool wide)
    {
        wide = false;
        if (words.IsEmpty) return default;
        int index = Find(words, id);
        if (index < 0) return default;
        long entry = words[HeaderWords + index];
        wide = IsWide(entry);
        return words.Slice(HeaderWords + (int)words[Regions] + OffsetOf(entry), LengthOf(entry));
    }

    /// <summary>The content of a region of bytes. Its very last byte tells how many bytes at the end are none of it.</summary>
    public static ReadOnlySpan<byte> Bytes(ReadOnlySpan<long> words, int id)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(Region(words, id));
        return bytes.IsEmpty ? default : bytes[..^bytes[^1]];
    }

    public static Int128 Spend(ReadOnlySpan<long> words) => new((ulong)words[SpendHigh], (ulong)words[SpendLow]);

    public static Int128 ReadWide(ReadOnlySpan<long> words) => BinaryPrimitives.ReadInt128LittleEndian(MemoryMarshal.AsBytes(words));

    public static void WriteWide(Span<long> words, Int128 value) =>
        BinaryPrimitives.WriteInt128LittleEndian(MemoryMarshal.AsBytes(words), value);
}
