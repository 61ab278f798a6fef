using System.Runtime.CompilerServices;

namespace Actors.Engine.Codec;

/// <summary>Writes a block's bytes into one growable array.</summary>
internal sealed class BlockWriter(int capacity)
{
    private byte[] _bytes = new byte[Math.Max(capacity, 64)];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => new(_bytes, 0, Length);

    public void Byte(byte value)
    {
        Room(1);
        _bytes[Length++] = value;
    }

    /// <summary>Seven bits a byte, lowest first.</summary>
    public void Unsigned(ulong value)
    {
        Room(10);
        while (value >= 0x80)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _bytes[Length++] = (byte)value;
    }

    public void Unsigned(long value) => Unsigned((ulong)value);

    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    public void Wide(Int128 value)
    {
        Signed((long)(value >> 64));
        Unsigned((ulong)value);
    }

    /// <summary>Length and bytes; answers where the bytes stand.</summary>
    public Range Bytes(ReadOnlySpan<byte> value)
    {
        Unsigned((ulong)value.Length);
        Room(value.Length);
        value.CopyTo(_bytes.AsSpan(Length));
        int start = Length;
        Length += value.Length;
        return new Range(start, Length);
    }

    public void Text(string value) => Bytes(System.Text.Encoding.UTF8.GetBytes(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Room(int bytes)
    {
        if (_bytes.Length - Length < bytes)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
        }
    }
}
