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
        ReadOnlySpan<byte> bytes = stored is { } state ? state.Payload.Span : default;
        if (bytes.Length % sizeof(long) != 0)
        {
            throw new CorruptLogException($"A saved customer state has {bytes.Length} bytes, not whole words.");
        }
        Span<long> words = memory.Resize(bytes.Length / sizeof(long));
        bytes.CopyTo(MemoryMarshal.AsBytes(words));
    }
}
