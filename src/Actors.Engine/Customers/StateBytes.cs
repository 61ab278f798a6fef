using System.Runtime.InteropServices;
using Actors.EventLog;
using Actors.Segmentation.State;

namespace Actors.Engine.Customers;

/// <summary>A customer's block of words as it is saved, packed, and back. Versions before this one saved the words themselves, little-endian.</summary>
public static class StateBytes
{
    public static StoredState Of(long applied, ReadOnlySpan<long> words)
    {
        var bytes = new byte[PackedState.BytesMax(words.Length)];
        return new(applied, bytes.AsMemory(0, PackedState.Pack(words, bytes)));
    }

    public static void Restore(IStateMemory memory, StoredState? stored)
    {
        ReadOnlySpan<byte> bytes = stored is { } state ? state.Payload.Span : default;
        if (PackedState.IsPacked(bytes))
        {
            Unpack(bytes, memory.Resize(PackedState.Words(bytes)));
            return;
        }
        Whole(bytes).CopyTo(MemoryMarshal.AsBytes(memory.Resize(bytes.Length / sizeof(long))));
    }

    /// <summary>Packed, whichever version saved it; empty for no state.</summary>
    public static ReadOnlySpan<byte> Packed(StoredState stored)
    {
        ReadOnlySpan<byte> bytes = stored.Payload.Span;
        return bytes.IsEmpty || PackedState.IsPacked(bytes) ? bytes : Of(stored.Applied, MemoryMarshal.Cast<byte, long>(Whole(bytes)).ToArray()).Payload.Span;
    }

    private static void Unpack(ReadOnlySpan<byte> bytes, Span<long> words)
    {
        try
        {
            PackedState.Unpack(bytes, words);
        }
        catch (FormatException e)
        {
            throw new CorruptLogException($"A saved customer state cannot be read: {e.Message}");
        }
    }

    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> bytes) => bytes.Length % sizeof(long) == 0
        ? bytes
        : throw new CorruptLogException($"A saved customer state has {bytes.Length} bytes, not whole words.");
}
