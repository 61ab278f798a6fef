using Actors.Engine.Codec;
using Actors.Segmentation.Records;

namespace Actors.Engine.Wire;

/// <summary>What messages are made of.</summary>
internal static class WirePrimitives
{
    public static void Flag(this BlockWriter to, bool value) => to.Byte(value ? (byte)1 : (byte)0);

    public static bool Flag(this ref BlockReader from) => from.Byte() == 1;

    public static void Number(this BlockWriter to, long? value)
    {
        to.Flag(value is not null);
        to.Signed(value ?? 0);
    }

    public static long? NumberOrNull(this ref BlockReader from)
    {
        bool has = from.Flag();
        long value = from.Signed();
        return has ? value : null;
    }

    public static void Bytes(this BlockWriter to, ReadOnlyMemory<byte>? value)
    {
        to.Flag(value is not null);
        to.Bytes((value ?? default).Span);
    }

    public static ReadOnlyMemory<byte>? BytesOrNull(this ref BlockReader from)
    {
        bool has = from.Flag();
        ReadOnlyMemory<byte> value = from.Bytes();
        // Written out: a bare null would become an empty memory.
        return has ? (ReadOnlyMemory<byte>?)value : null;
    }

    public static void Id(this BlockWriter to, CustomerId id) => to.Bytes(id.Utf8.Span);

    public static CustomerId Id(this ref BlockReader from) => new(from.Bytes());

    public static int Int(this ref BlockReader from) => (int)from.Signed();

    public static void List<T>(this BlockWriter to, ReadOnlySpan<T> values, WireFormat<T>.Writing write)
    {
        to.Unsigned((ulong)values.Length);
        foreach (ref readonly T value in values)
        {
            write(to, value);
        }
    }

    public static void List<T>(this BlockWriter to, IReadOnlyList<T> values, WireFormat<T>.Writing write)
    {
        to.Unsigned((ulong)values.Count);
        foreach (T value in values)
        {
            write(to, value);
        }
    }

    /// <summary>A value takes a byte at least, which bounds what a torn message can ask for.</summary>
    public static T[] List<T>(this ref BlockReader from, WireFormat<T>.Reading read)
    {
        var values = new T[from.Count(from.Left)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = read(ref from);
        }
        return values;
    }
}
