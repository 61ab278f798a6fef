using System.Buffers.Binary;

namespace Actors.Segmentation.State;

/// <summary>
/// A customer's block of words in as few bytes as a quick pass can do: how it lies in memory and on disk while nobody decides by it. On disk: what is
/// here never changes its meaning.
/// </summary>
/// <remarks>
/// Four bytes (words in use, and in the highest the version of this form), then the words, each as its difference from what it is expected to be (see
/// <see cref="PackedWriter"/>): header words; directory words without their offsets, which follow from the lengths; regions. Slack is left out. A
/// block is about 60 % as long, and what a decision fetches from memory shrinks as much.
/// </remarks>
public static class PackedState
{
    private const int HeadBytes = sizeof(int);
    private const int VersionShift = 24;
    private const int Version = 1;

    // The order of the header words: what is asked for without unpacking is first, what others are compared with before them.
    private static readonly int[] HeaderOrder =
    [
        StateFormat.Applied, StateFormat.FirstSeen, StateFormat.Due, StateFormat.Sequence, StateFormat.SpendLow, StateFormat.SpendHigh,
        StateFormat.Regions,
    ];

    /// <summary>The most bytes that a block of so many words takes.</summary>
    public static int BytesMax(int words) => HeadBytes + words * (sizeof(long) + 1) + PackedWriter.Padding;

    /// <summary>Whether bytes are a packed block. The words of a block never begin like one.</summary>
    public static bool IsPacked(ReadOnlySpan<byte> bytes) =>
        bytes.Length > HeadBytes && BinaryPrimitives.ReadInt32LittleEndian(bytes) >> VersionShift == Version;

    /// <summary>Words in use of a packed block.</summary>
    public static int Words(ReadOnlySpan<byte> packed) => BinaryPrimitives.ReadInt32LittleEndian(packed) & ((1 << VersionShift) - 1);

    /// <summary>Position of the last record applied, without unpacking the rest.</summary>
    public static long Applied(ReadOnlySpan<byte> packed) => new PackedReader(packed[HeadBytes..]).Number(0);

    /// <summary>Packs a block that is not empty.</summary>
    /// <param name="to">At least <see cref="BytesMax"/> of the words in use.</param>
    /// <returns>Bytes written.</returns>
    public static int Pack(ReadOnlySpan<long> words, Span<byte> to)
    {
        int used = StateFormat.Used(words);
        BinaryPrimitives.WriteInt32LittleEndian(to, used | Version << VersionShift);
        PackedWriter writer = new(to[HeadBytes..]);
        long firstSeen = words[StateFormat.FirstSeen];
        foreach (int at in HeaderOrder) writer.Number(words[at], at == StateFormat.Due ? firstSeen : 0);
        writer.Number(StateFormat.CatalogVersion(words), 0);
        ReadOnlySpan<long> directory = words.Slice(StateFormat.HeaderWords, (int)words[StateFormat.Regions]);
        int last = 0;
        foreach (long entry in directory)
        {
            writer.Number(StateFormat.WithoutOffset(entry, last), 0);
            last = StateFormat.IdOf(entry);
        }
        int start = StateFormat.HeaderWords + directory.Length;
        foreach (long entry in directory)
        {
            int length = StateFormat.LengthOf(entry);
            ReadOnlySpan<long> region = words.Slice(start, length);
            start += length;
            switch (StateFormat.IdOf(entry))
            {
                case <= StateFormat.OrdersRegion:
                    writer.Raw(region);
                    break;
                case >= StateFormat.ExitsRegion and var id:
                    writer.Keyed(region, StateFormat.KeyedBase(id, firstSeen));
                    break;
                default:
                    writer.Mixed(region, firstSeen);
                    break;
            }
        }
        return HeadBytes + writer.Length;
    }

    /// <summary>Unpacks a block.</summary>
    /// <param name="words">Takes the words in use at its beginning (see <see cref="Words"/>); the rest is left alone.</param>
    /// <exception cref="FormatException">The bytes are not a packed block.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<long> words)
    {
        int used = IsPacked(packed) ? Words(packed) : 0;
        if (used < StateFormat.HeaderWords || used > words.Length) throw Damaged();
        words = words[..used];
        PackedReader reader = new(packed[HeadBytes..]);
        foreach (int at in HeaderOrder) words[at] = reader.Number(at == StateFormat.Due ? words[StateFormat.FirstSeen] : 0);
        words[StateFormat.UsedAndCatalog] = (reader.Number(0) << 32) | (uint)used;
        long regions = words[StateFormat.Regions];
        if (regions < 0 || regions > used - StateFormat.HeaderWords) throw Damaged();
        Span<long> directory = words.Slice(StateFormat.HeaderWords, (int)regions);
        int last = 0, offset = 0, start = StateFormat.HeaderWords + directory.Length;
        foreach (ref long entry in directory)
        {
            entry = StateFormat.WithOffset(reader.Number(0), last, offset);
            last = StateFormat.IdOf(entry);
            offset += StateFormat.LengthOf(entry);
            if (offset > used - start) throw Damaged();
        }
        if (start + offset != used) throw Damaged();
        long firstSeen = words[StateFormat.FirstSeen];
        foreach (long entry in directory)
        {
            int length = StateFormat.LengthOf(entry);
            Span<long> region = words.Slice(start, length);
            start += length;
            switch (StateFormat.IdOf(entry))
            {
                case <= StateFormat.OrdersRegion:
                    reader.Raw(region);
                    break;
                case >= StateFormat.ExitsRegion and var id:
                    reader.Keyed(region, StateFormat.KeyedBase(id, firstSeen));
                    break;
                default:
                    reader.Mixed(region, firstSeen);
                    break;
            }
        }
        if (!reader.IsAtEnd) throw Damaged();
    }

    internal static FormatException Damaged() => new("The bytes are not a packed customer state.");
}
