using Actors.Engine.Wire;

namespace Actors.Cluster.Messages;

/// <summary>A message of the seam on its way to another silo, in the engine's own wire format.</summary>
[GenerateSerializer, Immutable, Alias("actors.packet")]
public readonly struct Packet(byte[] bytes)
{
    [Id(0)]
    public byte[] Bytes { get; } = bytes;

    internal static Packet Of<T>(WireFormat<T> format, T message) => new(format.Encode(message));

    internal T To<T>(WireFormat<T> format) => format.Decode(Bytes);
}
