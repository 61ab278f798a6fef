using System.Runtime.InteropServices;
using Actors.EventLog;
using Actors.Segmentation.State;

namespace Actors.Engine.Customers;

/// <summary>A state block as bytes (little-endian words) and back.</summary>
public static class StateBytes
{
    public static StoredState Of(long applied, ReadOnlySpan<long> words) => new(applied, MemoryMarshal.AsBytes(words).ToArray());

    public static void Restore(IStateMemory memory, StoredState? stored)
    {
        ReadOnlySpan<byte> bytes = stored is { } state ? Whole(state) : default;
        bytes.CopyTo(MemoryMarshal.AsBytes(memory.Resize(bytes.Length / sizeof(long))));
    }

    public static long[] Words(StoredState stored) => MemoryMarshal.Cast<byte, long>(Whole(stored)).ToArray();

    private static ReadOnlySpan<byte> Whole(in StoredState stored) => stored.Payload.Length % sizeof(long) == 0
        ? stored.Payload.Span
        : throw new CorruptLogException($"A saved customer state has {stored.Payload.Length} bytes, not whole words.");
}
