using Actors.EventLog;

namespace Actors.Engine.Codec;

/// <summary>Reads what <see cref="BlockWriter"/> wrote; anything else is reported as corruption, never as garbage.</summary>
internal ref struct BlockReader(ReadOnlyMemory<byte> memory, string place)
{
    private readonly ReadOnlySpan<byte> _span = memory.Span;

    public int At { get; private set; }

    /// <summary>Bytes not read yet.</summary>
    public readonly int Left => _span.Length - At;

    public readonly bool AtEnd => At >= _span.Length;

    public byte Byte()
    {
        if (AtEnd)
        {
            throw Torn();
        }
        return _span[At++];
    }

    public ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte b = Byte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
        throw Torn();
    }

    public long Long() => (long)Unsigned();

    public int Count(int limit)
    {
        ulong value = Unsigned();
        return value <= (ulong)limit ? (int)value : throw Torn();
    }

    public long Signed()
    {
        ulong value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public Int128 Wide()
    {
        long high = Signed();
        return ((Int128)high << 64) | Unsigned();
    }

    public ReadOnlyMemory<byte> Bytes()
    {
        int length = Count(_span.Length - At);
        if (length > _span.Length - At)
        {
            throw Torn();
        }
        ReadOnlyMemory<byte> bytes = memory.Slice(At, length);
        At += length;
        return bytes;
    }

    public string Text() => System.Text.Encoding.UTF8.GetString(Bytes().Span);

    public readonly CorruptLogException Torn() => new($"{place}: the block ends or is malformed at byte {At} of {_span.Length}.");
}
