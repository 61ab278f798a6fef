using System.Buffers.Binary;
using System.Numerics;

namespace Actors.EventLog.Hashing;

/// <summary>
/// CRC-32C (Castagnoli, as in iSCSI, RFC 3720), eight bytes a step by the processor's own instruction.
/// </summary>
internal struct Crc32C()
{
    private uint _state = uint.MaxValue;

    public readonly uint Value => ~_state;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32C();
        crc.Add(bytes);
        return crc.Value;
    }

    public void Add(long number) => _state = BitOperations.Crc32C(_state, (ulong)number);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var state = _state;
        while (bytes.Length >= sizeof(ulong))
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var b in bytes) state = BitOperations.Crc32C(state, b);
        _state = state;
    }
}
