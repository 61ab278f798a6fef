namespace Actors.EventLog;

/// <summary>
/// A run of entries of one log, written and read as one. What the payload says is the writer's business.
/// </summary>
/// <param name="First">Position of the first entry; positions start at 1 and have no gaps.</param>
/// <param name="Last">Position of the last entry, at least <paramref name="First"/>.</param>
/// <param name="FromMs">Earliest instant named by an entry, Unix milliseconds: lets a reader skip by time.</param>
/// <param name="ToMs">Latest instant named by an entry.</param>
/// <param name="Payload">The entries, at most <see cref="PayloadBytesMax"/> bytes.</param>
public readonly record struct LogBlock(long First, long Last, long FromMs, long ToMs, ReadOnlyMemory<byte> Payload)
{
    public const int PayloadBytesMax = 64 << 20;
}
