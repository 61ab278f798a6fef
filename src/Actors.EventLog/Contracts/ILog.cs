namespace Actors.EventLog;

/// <summary>
/// One append-only log. Blocks are durable when <see cref="Append"/> completes, and never change but by
/// <see cref="Replace"/>.
/// </summary>
public interface ILog
{
    /// <summary>Last durable position; 0 when empty.</summary>
    long Tail { get; }

    /// <summary>
    /// The tail as the store itself has it at some instant after the call: <see cref="Tail"/> may not show yet what another
    /// process has appended, and does afterwards. Costs nothing where no other process can have appended.
    /// </summary>
    ValueTask<long> ReadTail(CancellationToken cancellation = default) => new(Tail);

    /// <summary>
    /// Appends a block at the expected tail (<c>block.First == expectedTail + 1</c>) and completes when it is durable.
    /// Appends of many logs that wait at the same time share one commit. An I/O failure (disk full) throws
    /// <see cref="StorageException"/>; nothing was written then, or the tail tells: read it again.
    /// </summary>
    ValueTask<AppendOutcome> Append(long expectedTail, LogBlock block, CancellationToken cancellation = default);

    /// <summary>
    /// The blocks that hold positions after <paramref name="after"/>, ascending, up to the tail at the time of reading.
    /// </summary>
    /// <exception cref="CorruptLogException">A block cannot be read; the exception names log, block and
    /// reason.</exception>
    IAsyncEnumerable<LogBlock> Read(long after, CancellationToken cancellation = default);

    /// <summary>The block that holds a position, or null.</summary>
    ValueTask<LogBlock?> ReadAt(long position, CancellationToken cancellation = default);

    /// <summary>
    /// Puts other content in the place of an existing block of the same first and last position (erasure).
    /// </summary>
    ValueTask Replace(LogBlock block, CancellationToken cancellation = default);
}
