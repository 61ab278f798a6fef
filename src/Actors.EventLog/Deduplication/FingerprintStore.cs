namespace Actors.EventLog.Deduplication;

/// <summary>
/// One partition's fingerprints: recent ones in a table, those being sealed in another, sealed ones in chunk files. One
/// thread adds and looks at a time; sealing runs beside it.
/// </summary>
internal sealed class FingerprintStore : IFingerprints, IAsyncDisposable
{
    private readonly string _folder;
    private readonly int _partition;
    private readonly int _chunkCountMax;
    private readonly SemaphoreSlim _sealing = new(1);
    private readonly Lock _gate = new();
    private FingerprintTable _recent = new();
    private FingerprintTable? _underway;
    private ChunkFile[] _chunks;
    private long _sealedPosition;

    private FingerprintStore(string folder, int partition, List<ChunkFile> chunks, int chunkCountMax)
    {
        (_folder, _partition, _chunks, _chunkCountMax) = (folder, partition, [.. chunks], chunkCountMax);
        _sealedPosition = chunks.Count > 0 ? chunks[^1].Header.Position : 0;
    }

    public long SealedPosition => Volatile.Read(ref _sealedPosition);

    /// <param name="chunkCountMax">The most fingerprints of one file, for those who must have a whole file in memory.</param>
    public static FingerprintStore Open(string folder, int partition, int chunkCountMax = ChunkMerge.CountMax) =>
        new(folder, partition, ChunkFolder.Open(folder, partition), chunkCountMax);

    public bool Contains(UInt128 fingerprint)
    {
        fingerprint = FingerprintTable.NotZero(fingerprint);
        lock (_gate)
        {
            if (_recent.Contains(fingerprint) || _underway?.Contains(fingerprint) == true) return true;
        }

        return IsSealed(fingerprint);
    }

    public ulong MayContain(ReadOnlySpan<UInt128> fingerprints)
    {
        ulong known;
        lock (_gate) known = _recent.Contains(fingerprints) | (_underway?.Contains(fingerprints) ?? 0);
        foreach (var chunk in Volatile.Read(ref _chunks)) known |= chunk.MayContain(fingerprints);
        return known;
    }

    public bool TryAdd(UInt128 fingerprint, long receivedAtMs)
    {
        if (Contains(fingerprint)) return false;
        lock (_gate) return _recent.TryAdd(fingerprint, receivedAtMs);
    }

    public void AddNew(ReadOnlySpan<UInt128> fingerprints, long fromMs, long toMs)
    {
        lock (_gate) _recent.Add(fingerprints, fromMs, toMs);
    }

    public async ValueTask Seal(long position, CancellationToken cancellation = default)
    {
        await _sealing.WaitAsync(cancellation);
        try
        {
            lock (_gate)
            {
                // A chunk that covers nothing more of the log would have the name of the one before.
                if (position <= _sealedPosition) return;
                if (_recent.Count == 0)
                {
                    // Nothing to write: a crash falls back to the last chunk's position and finds nothing after it.
                    _sealedPosition = position;
                    return;
                }

                (_underway, _recent) = (_recent, new FingerprintTable());
            }

            await Task.Run(() => WriteUnderway(position), CancellationToken.None);
        }
        finally
        {
            _sealing.Release();
        }
    }

    public async ValueTask Expire(long beforeMs, CancellationToken cancellation = default)
    {
        await _sealing.WaitAsync(cancellation);
        try
        {
            if (_chunks.Length > 0 && _chunks[0].Header.ToMs < beforeMs)
                await Task.Run(() => Drop(beforeMs), CancellationToken.None);
        }
        finally
        {
            _sealing.Release();
        }
    }

    /// <summary>Waits for a seal under way, then closes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sealing.WaitAsync();
        foreach (var chunk in _chunks) chunk.Dispose();
        _sealing.Release();
    }

    private bool IsSealed(UInt128 fingerprint)
    {
        while (true)
        {
            var chunks = Volatile.Read(ref _chunks);
            try
            {
                // The newest first: most repetitions come soon.
                for (var i = chunks.Length - 1; i >= 0; i--)
                {
                    if (chunks[i].MayContain(fingerprint) && chunks[i].Contains(fingerprint)) return true;
                }

                return false;
            }
            catch (FileNotFoundException) when (!ReferenceEquals(chunks, Volatile.Read(ref _chunks)))
            {
                // Merged or expired meanwhile: ask the new ones.
            }
            catch (IOException e)
            {
                throw new StorageException(
                    $"Fingerprints of partition {_partition} in '{_folder}' cannot be read: {e.Message}", e);
            }
        }
    }

    private void WriteUnderway(long position)
    {
        var table = _underway!;
        try
        {
            var merged = MergedCount(table);
            var chunk = WriteMerged(table, _chunks[^merged..], position);
            var old = _chunks[^merged..];
            lock (_gate)
            {
                Volatile.Write(ref _chunks, [.. _chunks[..^merged], chunk]);
                Volatile.Write(ref _sealedPosition, chunk.Header.Position);
                _underway = null;
            }

            table.Free();

            foreach (var part in old.Where(part => part.Path != chunk.Path)) part.Delete();
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                if (_underway is not null)
                {
                    _recent.AddAll(table);
                    table.Free();
                }

                _underway = null;
            }

            if (e is not (IOException or UnauthorizedAccessException)) throw;
            throw new StorageException(
                $"Fingerprints of partition {_partition} were not written to '{_folder}': {e.Message}", e);
        }
    }

    private int MergedCount(FingerprintTable table) =>
        ChunkMerge.Depth(_chunks, table.Count, table.FromMs, table.ToMs, _chunkCountMax);

    private ChunkFile WriteMerged(FingerprintTable table, ChunkFile[] parts, long position)
    {
        var after = parts.Length > 0 ? parts[0].Header.After : _chunks.Length > 0 ? _chunks[^1].Header.Position : 0;
        var header = new ChunkHeader(
            _partition, after, Math.Max(position, SealedPosition),
            parts.Aggregate(table.FromMs, (ms, part) => Math.Min(ms, part.Header.FromMs)),
            parts.Aggregate(table.ToMs, (ms, part) => Math.Max(ms, part.Header.ToMs)),
            parts.Aggregate(table.Count, (count, part) => count + part.Header.Count));
        SortedRun[] runs = [.. parts.Select(part => part.Read()), SortedRun.Of(table.ToSorted())];
        try
        {
            using var writer = new ChunkWriter(_folder, header);
            ChunkMerge.All(runs, writer.Add);
            return writer.Finish();
        }
        finally
        {
            foreach (var run in runs) run.Dispose();
        }
    }

    private void Drop(long beforeMs)
    {
        try
        {
            // From the oldest on only: a hole in the chain would look like damage.
            var over = _chunks.TakeWhile(chunk => chunk.Header.ToMs < beforeMs).ToList();
            ChunkFile[] kept = [.. _chunks.Skip(over.Count), .. EndMark(over.Count, beforeMs)];
            lock (_gate) Volatile.Write(ref _chunks, kept);
            // A new end mark may stand under the name of an old one.
            foreach (var chunk in over.Where(chunk => !Array.Exists(kept, other => other.Path == chunk.Path)))
                chunk.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"Expired fingerprints of partition {_partition} in '{_folder}' stay: {e.Message}", e);
        }
    }

    // The end of the chain says how far the log was sealed: when all is over, an empty chunk keeps saying it.
    private IEnumerable<ChunkFile> EndMark(int overCount, long beforeMs)
    {
        if (overCount < _chunks.Length) yield break;
        var position = _chunks[^1].Header.Position;
        var header = new ChunkHeader(_partition, position, position, beforeMs, beforeMs, Count: 0);
        using var writer = new ChunkWriter(_folder, header);
        yield return writer.Finish();
    }
}
