using Actors.Engine.Codec;

namespace Actors.Engine.Wire;

/// <summary>How one kind of message is written for another process, in the same compact numbers as the logs. Processes of one cluster run one version.</summary>
public sealed class WireFormat<T>
{
    private readonly Writing _write;
    private readonly Reading _read;

    internal WireFormat(Writing write, Reading read) => (_write, _read) = (write, read);

    internal delegate void Writing(BlockWriter to, T value);

    internal delegate T Reading(ref BlockReader from);

    public byte[] Encode(T value)
    {
        var to = new BlockWriter(256);
        _write(to, value);
        return to.Memory.ToArray();
    }

    /// <summary>The value; its memories are slices of <paramref name="bytes"/>.</summary>
    /// <exception cref="EventLog.CorruptLogException">These are not the bytes of such a message.</exception>
    public T Decode(ReadOnlyMemory<byte> bytes)
    {
        var from = new BlockReader(bytes, typeof(T).Name);
        T value = _read(ref from);
        return from.AtEnd ? value : throw from.Torn();
    }
}
