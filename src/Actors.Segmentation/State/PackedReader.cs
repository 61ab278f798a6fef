using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Actors.Segmentation.State;

/// <summary>Reads what <see cref="PackedWriter"/> wrote; a <see cref="FormatException"/> where it cannot have.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> from)
{
    private readonly ReadOnlySpan<byte> _from = from;
    private int _at;
    private int _tags;
    private bool _half;

    public readonly bool IsAtEnd => _at == _from.Length;

    public long Number(long expected)
    {
        int tag = Tag();
        if (tag > sizeof(long)) throw PackedState.Damaged();
        return expected + UnZigZag(Take(tag));
    }

    public void Raw(Span<long> region)
    {
        int bytes = region.Length * sizeof(long);
        if (bytes > _from.Length - _at) throw PackedState.Damaged();
        _from.Slice(_at, bytes).CopyTo(MemoryMarshal.AsBytes(region));
        _at += bytes;
    }

    public void Mixed(Span<long> region, long instant)
    {
        // The last number and the last instant: which of the two comes next cannot be foretold, so that there is no branch.
        Span<long> last = [0, instant];
        foreach (ref long word in region)
        {
            int tag = Tag();
            if (tag == PackedWriter.LiteralTag) throw PackedState.Damaged();
            int isInstant = (tag + 16 - PackedWriter.InstantTag) >> 4;
            word = last[isInstant] += UnZigZag(Take(tag - isInstant * PackedWriter.InstantTag));
        }
    }

    public void Keyed(Span<long> region, long instant)
    {
        int key = -1;
        foreach (ref long word in region)
        {
            int tag = Tag();
            if (tag == PackedWriter.LiteralTag) word = (long)Take(sizeof(long));
            else if (tag > sizeof(long)) throw PackedState.Damaged();
            else
            {
                ulong both = Take(tag);
                word = ((long)(key + 1 + (int)(both & ((1 << PackedWriter.KeyBits) - 1))) << 48)
                    | ((instant + UnZigZag(both >> PackedWriter.KeyBits)) & KeyedInstant.Mask);
            }
            (key, instant) = (KeyedInstant.Key(word), KeyedInstant.Ms(word));
        }
    }

    private static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private int Tag()
    {
        _half = !_half;
        if (!_half) return _from[_tags] >> 4;
        if (_at >= _from.Length) throw PackedState.Damaged();
        _tags = _at++;
        return _from[_tags] & 15;
    }

    private ulong Take(int bytes)
    {
        int at = _at;
        if (bytes > _from.Length - at) throw PackedState.Damaged();
        _at = at + bytes;
        if (at + sizeof(ulong) <= _from.Length)
        {
            // Shifted twice: by 64 at once is by none.
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(_from[at..]);
            int others = (sizeof(ulong) - bytes) * 4;
            return word << others << others >> others >> others;
        }
        ulong last = 0;
        for (int i = 0; i < bytes; i++) last |= (ulong)_from[at + i] << (i * 8);
        return last;
    }
}
