using Actors.AzureStorage.Rest;
using Actors.EventLog;

namespace Actors.AzureStorage.Logs;

/// <summary>
/// Writes blocks of frames to the end of one log, one at a time, and settles those whose outcome is unknown. Each names
/// the offset at which it must land, so that one that was sent twice, late or by a stale owner lands once or never.
/// </summary>
internal sealed class LogAppends(
    BlobContainer container, LogPath path, LogChain chain, FrameReader frames, FrameCodec codec, StoreTrouble trouble)
{
    private const int FruitlessMax = 5;

    private readonly AzureStoreOptions _options = trouble.Options;

    /// <summary>Appends frames in one block, behind the tail.</summary>
    /// <param name="first">Header of the first frame.</param>
    /// <param name="last">Last position of the last one.</param>
    /// <returns>False: others have written at this position.</returns>
    /// <exception cref="StorageException">Nothing was written, nor will be.</exception>
    public async Task<bool> Append(FrameHeader first, long last, ReadOnlyMemory<byte> block)
    {
        // Of an attempt without an answer nobody knows whether it lands yet, or will: it is repeated until one does.
        var (isOpen, fruitless) = (false, 0);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (chain.Tail != first.First - 1) return chain.Tail >= first.First && await IsThere(first);
                var blob = await Target();
                if (blob is null) continue;
                var answer = await container.Append(blob.Name, blob.Bytes, block, trouble.Closing);
                switch (answer.Status)
                {
                    case AppendStatus.Written:
                        Note(blob, first.First, last, block.Length, answer.Blocks);
                        return true;
                    case AppendStatus.Moved:
                        if (fruitless++ == FruitlessMax) throw new StorageException(answer.Reason);
                        await Refresh();
                        continue;
                    case AppendStatus.Refused when !isOpen:
                        throw new StorageException(answer.Reason, answer.Fault);
                    default:
                        isOpen = true;
                        await trouble.Wait($"appending to the {path.Title}", answer.Reason, attempt);
                        break;
                }
            }
            catch (StorageException e) when (isOpen && e is not CorruptLogException && !trouble.IsClosed)
            {
                await trouble.Wait($"appending to the {path.Title}", e.Message, attempt);
            }
            catch (OperationCanceledException e)
            {
                throw StoreTrouble.Closed($"appending to the {path.Title}", e);
            }
        }
    }

    /// <summary>Learns what others have appended.</summary>
    public async Task Refresh()
    {
        if (chain.Active is { IsEnded: false } blob && await container.Get(
            blob.Name, blob.Bytes, BlobContainer.AppendBytesMax, trouble.Closing) is { } part)
        {
            if (part.Total == blob.Bytes) return;
            await foreach (var frame in frames.Read(blob, blob.Bytes, part.Total, BlobContainer.AppendBytesMax, trouble.Closing))
            {
                // Frame by frame: whatever breaks this off, nothing is ever appended to what has not been read, or after an
                // end. And in this order: a reader that knows the tail finds it within the blob.
                blob.IsEnded = frame.Header.Kind is FrameKind.End;
                blob.Bytes = frame.EndOffset;
                chain.Tail = frame.Header.Last;
            }

            blob.Blocks = part.Blocks;
            if (!blob.IsEnded) return;
        }

        await chain.Load(trouble.Closing);
    }

    /// <summary>Ends the blob that is written to; the next append begins another.</summary>
    public async Task RollOver()
    {
        while (chain.Active is { IsEnded: false, Bytes: > 0 } blob) await End(blob, chain.Tail);
    }

    // Where to append now; null when that has to be looked at again.
    private async Task<LogBlob?> Target()
    {
        var active = chain.Active;
        if (active is { IsEnded: false } && active.Blocks < _options.BlobBlocksMax && active.Bytes < _options.BlobBytesMax)
            return active;
        var tail = chain.Tail;
        // Whoever has not just ended the last blob must not begin one by what it remembers: others may have gone on.
        if (active is { IsEnded: false }) return await End(active, tail) ? await Begin(tail) : null;
        await chain.Load(trouble.Closing);
        if (chain.Tail != tail || chain.Active is { IsEnded: false }) return chain.Tail == tail ? chain.Active : null;
        return await Begin(tail);
    }

    private async Task<LogBlob> Begin(long tail)
    {
        var name = path.BlobOf(tail + 1, generation: 0);
        await container.CreateAppendBlob(name, trouble.Closing);
        var blob = new LogBlob(name, tail + 1, generation: 0, bytes: 0);
        chain.Add(blob);
        return blob;
    }

    private async Task<bool> End(LogBlob blob, long tail)
    {
        var end = codec.End(tail);
        for (var attempt = 0; ; attempt++)
        {
            var answer = await container.Append(blob.Name, blob.Bytes, end, trouble.Closing);
            switch (answer.Status)
            {
                case AppendStatus.Written:
                    blob.Bytes += end.Length;
                    blob.IsEnded = true;
                    return true;
                case AppendStatus.Moved:
                    await Refresh();
                    return false;
                case AppendStatus.Refused:
                    throw new StorageException(answer.Reason, answer.Fault);
                default:
                    await trouble.Wait($"ending a blob of the {path.Title}", answer.Reason, attempt);
                    break;
            }
        }
    }

    private void Note(LogBlob blob, long first, long last, int bytes, int blocks)
    {
        blob.Waypoints.Add(first, blob.Bytes);
        (blob.Bytes, blob.Blocks) = (blob.Bytes + bytes, blocks);
        chain.Tail = last;
    }

    // Whether the block at this position is the one meant, and not another owner's.
    private async Task<bool> IsThere(FrameHeader first) =>
        chain.BlobOf(first.First) is { } blob
        && await frames.Find(blob, first.First, trouble.Closing) is { } frame
        && frame.Header.Writer == first.Writer && frame.Header.Number == first.Number;
}
