namespace Actors.AzureStorage.Logs;

/// <summary>A frame as it stands in a blob.</summary>
/// <param name="Offset">Where in its blob it begins.</param>
/// <param name="Stored">Header and body.</param>
internal readonly record struct Frame(FrameHeader Header, long Offset, ReadOnlyMemory<byte> Stored)
{
    public ReadOnlyMemory<byte> Body => Stored[FrameHeader.Bytes..];

    public long EndOffset => Offset + Stored.Length;
}
