using Actors.AzureStorage.Rest;

namespace Actors.AzureStorage.Logs;

/// <summary>
/// Erasure and retention in one log. What is appended cannot be changed: other content for a block stands in a blob of
/// its own at once, and blobs with such blocks are written anew soon after, which is when the old content is gone.
/// </summary>
internal sealed class LogRewriting(
    BlobContainer container, LogPath path, LogChain chain, FrameReader frames, Func<Task> rollOver) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Puts a frame in the place of the one with the same positions; durable on completion.</summary>
    public async Task Replace(long first, ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await container.Put(path.ReplacedOf(first), frame, onlyNew: false, cancellation);
            chain.NoteReplaced(first);
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task Scrub(CancellationToken cancellation)
    {
        if (chain.Replaced.IsEmpty) return;
        await _one.WaitAsync(cancellation);
        try
        {
            if (chain.Active is { } active && chain.Replaced.Any(first => first >= active.First)) await rollOver();
            foreach (var group in chain.Replaced.GroupBy(first => chain.BlobOf(first)).ToList())
            {
                // Of a blob that was trimmed: nothing is left to stand for.
                if (group.Key is { } blob) await Rewrite(blob, [.. group], cancellation);
                foreach (var first in group) await container.Delete(path.ReplacedOf(first), cancellation);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task Trim(long upTo, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            // From the oldest on: what is left is always the end of the log without a gap.
            while (chain.Blobs is [var oldest, var next, ..] && next.First <= upTo + 1)
            {
                chain.Remove(oldest);
                await container.Delete(oldest.Name, cancellation);
                await DeleteLarge(oldest.First, next.First, cancellation);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Deletes what a crash left: blobs that were rewritten, payloads whose frames were never appended.</summary>
    public async Task ClearLeftovers(IReadOnlyList<ListedBlob> listed, bool isShared, CancellationToken cancellation)
    {
        var valid = chain.Blobs.Select(blob => blob.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var blob in listed)
        {
            var isOld = path.TryParseBlob(blob.Name, out _, out _) && !valid.Contains(blob.Name);
            var isUnused = !isShared && path.TryParseLarge(blob.Name, out var first) && first > chain.Tail;
            if (isOld || isUnused) await container.Delete(blob.Name, cancellation);
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task Rewrite(LogBlob blob, HashSet<long> replaced, CancellationToken cancellation)
    {
        var name = path.BlobOf(blob.First, blob.Generation + 1);
        using var upload = new BlockUpload(container, name);
        var large = new List<string>();
        await foreach (var frame in frames.Read(blob, 0, blob.Bytes, BlobContainer.AppendBytesMax, cancellation))
        {
            if (frame.Header.Kind is FrameKind.Block && replaced.Contains(frame.Header.First))
            {
                await upload.Add((await container.Get(path.ReplacedOf(frame.Header.First), cancellation))!.Value, cancellation);
                if (FrameCodec.LargeOf(frame) is { } apart) large.Add(apart);
            }
            else
            {
                await upload.Add(frame.Stored, cancellation);
            }
        }

        var rewritten = new LogBlob(name, blob.First, blob.Generation + 1, await upload.Complete(cancellation)) { IsEnded = true };
        chain.Swap(blob, rewritten, replaced);
        await container.Delete(blob.Name, cancellation);
        foreach (var apart in large) await container.Delete(apart, cancellation);
    }

    private async Task DeleteLarge(long from, long before, CancellationToken cancellation)
    {
        await foreach (var blob in container.List(path.Folder + "large/", cancellation))
        {
            if (path.TryParseLarge(blob.Name, out var first) && first >= from && first < before)
                await container.Delete(blob.Name, cancellation);
        }
    }
}
