using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Actors.Segmentation.State;

/// <summary>Writes words as differences.</summary>
/// <remarks>
/// Words go in pairs: a byte with a tag of four bits for each, then the bytes of both, little-endian, as many as are needed. Tag 0 to 8: a difference of
/// that many bytes. 9 to 14: a difference from an instant, of 0 to 5 bytes. 15: the word itself. Differences are zigzag: small ones are short
/// whatever their sign.
/// </remarks>
internal ref struct PackedWriter(Span<byte> to)
{
    /// <summary>Room for the last word, which is written with all its eight bytes before it is shortened.</summary>
    public const int Padding = sizeof(long) + 1;

    /// <summary>A tag from here on: a difference from an instant.</summary>
    public const int InstantTag = 9;

    public const int InstantBytesMax = 5;
    public const int LiteralTag = 15;

    /// <summary>Of keyed instants: keys up to so much above the one before are written beside the difference.</summary>
    public const int KeyBits = 7;

    private readonly Span<byte> _to = to;
    private int _tags;
    private bool _half;

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    public static ulong ZigZag(long value) => (ulong)(value << 1) ^ (ulong)(value >> 63);

    public void Number(long word, long expected)
    {
        ulong difference = ZigZag(word - expected);
        Put(difference, BytesOf(difference), BytesOf(difference));
    }

    /// <summary>Words as they are: texts and documents.</summary>
    public void Raw(ReadOnlySpan<long> region)
    {
        MemoryMarshal.AsBytes(region).CopyTo(_to[Length..]);
        Length += region.Length * sizeof(long);
    }

    /// <summary>Instants among numbers that grow: each word less the last one of its kind.</summary>
    public void Mixed(ReadOnlySpan<long> region, long instant)
    {
        long number = 0;
        foreach (long word in region)
        {
            ulong fromNumber = ZigZag(word - number), fromInstant = ZigZag(word - instant);
            int bytes = BytesOf(fromNumber), instantBytes = BytesOf(fromInstant);
            if (instantBytes < bytes && instantBytes <= InstantBytesMax)
            {
                Put(fromInstant, instantBytes, InstantTag + instantBytes);
                instant = word;
            }
            else
            {
                Put(fromNumber, bytes, bytes);
                number = word;
            }
        }
    }

    /// <summary>Numbers of 16 bits, mostly ascending, above instants of 48.</summary>
    public void Keyed(ReadOnlySpan<long> region, long instant)
    {
        int key = -1;
        foreach (long word in region)
        {
            int step = KeyedInstant.Key(word) - key - 1;
            long at = KeyedInstant.Ms(word);
            ulong difference = ZigZag(at - instant);
            if (step is >= 0 and < 1 << KeyBits && difference < 1UL << (64 - KeyBits))
            {
                ulong both = (difference << KeyBits) | (uint)step;
                Put(both, BytesOf(both), BytesOf(both));
            }
            else Put((ulong)word, sizeof(long), LiteralTag);
            (key, instant) = (KeyedInstant.Key(word), at);
        }
    }

    private static int BytesOf(ulong value) => (64 + 7 - BitOperations.LeadingZeroCount(value)) >> 3;

    private void Put(ulong value, int bytes, int tag)
    {
        if (_half) _to[_tags] |= (byte)(tag << 4);
        else
        {
            _tags = Length++;
            _to[_tags] = (byte)tag;
        }
        _half = !_half;
        BinaryPrimitives.WriteUInt64LittleEndian(_to[Length..], value);
        Length += bytes;
    }
}
