using System.Buffers.Binary;
using System.Numerics;

namespace Actors.EventLog.Hashing;

/// <summary>
/// SipHash-2-4 with a 16-byte key (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012), in its 64- and
/// 128-bit forms. Keyed, so that nobody outside can choose inputs that collide; defined byte by byte, so that it is the
/// same for ever and everywhere.
/// </summary>
internal ref struct SipHash
{
    private ulong _v0;
    private ulong _v1;
    private ulong _v2;
    private ulong _v3;

    private SipHash(ReadOnlySpan<byte> key, bool wide)
    {
        var k0 = BinaryPrimitives.ReadUInt64LittleEndian(key);
        var k1 = BinaryPrimitives.ReadUInt64LittleEndian(key[8..]);
        _v0 = k0 ^ 0x736f6d6570736575;
        _v1 = k1 ^ 0x646f72616e646f6d ^ (wide ? 0xeeUL : 0);
        _v2 = k0 ^ 0x6c7967656e657261;
        _v3 = k1 ^ 0x7465646279746573;
    }

    public static ulong Hash64(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        var state = new SipHash(key, wide: false);
        state.Absorb(data);
        state._v2 ^= 0xff;
        return state.Finish();
    }

    public static UInt128 Hash128(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        var state = new SipHash(key, wide: true);
        state.Absorb(data);
        state._v2 ^= 0xee;
        var low = state.Finish();
        state._v1 ^= 0xdd;
        return new UInt128(state.Finish(), low);
    }

    private void Absorb(ReadOnlySpan<byte> data)
    {
        var last = (ulong)(byte)data.Length << 56;
        while (data.Length >= sizeof(ulong))
        {
            Absorb(BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        for (var i = 0; i < data.Length; i++) last |= (ulong)data[i] << (8 * i);
        Absorb(last);
    }

    private void Absorb(ulong word)
    {
        _v3 ^= word;
        Round();
        Round();
        _v0 ^= word;
    }

    private ulong Finish()
    {
        for (var i = 0; i < 4; i++) Round();
        return _v0 ^ _v1 ^ _v2 ^ _v3;
    }

    private void Round()
    {
        _v0 += _v1;
        _v1 = BitOperations.RotateLeft(_v1, 13) ^ _v0;
        _v0 = BitOperations.RotateLeft(_v0, 32);
        _v2 += _v3;
        _v3 = BitOperations.RotateLeft(_v3, 16) ^ _v2;
        _v0 += _v3;
        _v3 = BitOperations.RotateLeft(_v3, 21) ^ _v0;
        _v2 += _v1;
        _v1 = BitOperations.RotateLeft(_v1, 17) ^ _v2;
        _v2 = BitOperations.RotateLeft(_v2, 32);
    }
}
