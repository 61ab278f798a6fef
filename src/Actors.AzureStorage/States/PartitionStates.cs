using System.Runtime.CompilerServices;
using Actors.AzureStorage.Logs;
using Actors.AzureStorage.Rest;
using Actors.EventLog;

namespace Actors.AzureStorage.States;

/// <summary>
/// One partition's customer states: a journal to which saves append whole batches, and an index in memory. What is
/// outdated goes when it outweighs what is not, and what was to be forgotten at the next scrub. Whoever takes the
/// partition says so in the journal, as the state of nobody with its epoch as position: nobody else appends from then on.
/// </summary>
/// <param name="isShared">Other processes may have taken the partition.</param>
internal sealed class PartitionStates(
    BlobContainer container, AppendBlobLog journal, LogPath path, int partition, ReadOnlyMemory<byte> key, StateCache cache,
    bool isShared) : IDisposable
{
    private const int ReadAheadBytes = 4 << 20;
    private const int OutdatedMin = 8_192;
    private const int UnindexedMin = 2_048;

    private const int ReadingsMax = 3;

    private readonly SemaphoreSlim _writing = new(1);
    private volatile StateIndex _index = new(key);
    private volatile bool _isLoaded;
    private long _read;
    private long _epoch;
    // The highest epoch in the journal; 0 where nobody has ever taken it.
    private long _owner;
    private int _records;
    private int _unindexed;
    private bool _hasForgotten;

    private string IndexName => path.Folder + "index";

    /// <summary>Bytes of the journal.</summary>
    public long BytesOnDisk => journal.BytesOnDisk;

    private bool IsOwned => _epoch == _owner && (_epoch > 0 || !isShared);

    /// <summary>Reads what there is, and has all others refused from now on.</summary>
    /// <exception cref="StorageException">A later owner has it.</exception>
    public Task Take(long epoch, CancellationToken cancellation) => Exclusively(async () =>
    {
        while (true)
        {
            await CatchUp(cancellation);
            if (_owner > epoch) throw Lost();
            if (_owner == epoch) break;
            if (await TryAppend([new StateFrame.Record(default, new StoredState(epoch, default))])) break;
        }

        _epoch = epoch;
    }, cancellation);

    public async Task<StoredState?> Load(ReadOnlyMemory<byte> customer, CancellationToken cancellation)
    {
        await See(cancellation);
        while (_index[customer] is { } place)
        {
            if (await Block(place.Block, cancellation) is { } payload)
            {
                foreach (var record in StateFrame.Decode(payload, path.Title))
                {
                    if (record.State.Applied == place.Applied && record.Customer.Span.SequenceEqual(customer.Span))
                        return record.State;
                }
            }

            // Where another has it, that one may have written the journal anew meanwhile.
            if (isShared) await Exclusively(() => CatchUp(cancellation), cancellation);
            if (_index[customer] == place)
                throw new CorruptLogException($"The {path.Title} at {container.Location} lacks a state it should hold.");
        }

        return null;
    }

    /// <summary>All states that are current, in the order of the journal.</summary>
    public async IAsyncEnumerable<IReadOnlyList<StateToSave>> Sweep([EnumeratorCancellation] CancellationToken cancellation)
    {
        await See(cancellation);
        await foreach (var block in journal.Read(journal.First - 1, cancellation))
        {
            List<StateToSave> current =
            [
                .. StateFrame.Decode(block.Payload, path.Title)
                    .Where(record => !record.Customer.IsEmpty)
                    .Where(record => _index[record.Customer] == new StateIndex.Place(block.First, record.State.Applied))
                    .Select(record => new StateToSave(record.Customer, record.State)),
            ];
            if (current.Count > 0) yield return current;
        }
    }

    /// <exception cref="StorageException">Another process has taken the partition; nothing was saved.</exception>
    public Task Save(IReadOnlyList<StateToSave> states, CancellationToken cancellation) => Exclusively(async () =>
    {
        if (!IsOwned) throw Lost();
        var growing = states
            .Where(state => _index[state.Customer] is not { } place || state.State.Applied > place.Applied)
            .Select(state => new StateFrame.Record(state.Customer, state.State)).ToList();
        await Append(growing);
        if (_records > (2 * _index.Count) + OutdatedMin) await Compact(cancellation);
        else if (_unindexed > Math.Max(UnindexedMin, _index.Count / 2)) await SaveIndex(cancellation);
    }, cancellation);

    public Task Delete(IReadOnlyList<ReadOnlyMemory<byte>> customers, CancellationToken cancellation) =>
        Exclusively(async () =>
        {
            if (!IsOwned) throw Lost();
            var known = customers.Where(customer => _index[customer] is not null)
                .Select(customer => new StateFrame.Record(customer, new StoredState(StateFrame.Forgotten, default)));
            await Append([.. known]);
        }, cancellation);

    /// <summary>Writes the journal anew if it holds bytes of forgotten customers.</summary>
    public Task Scrub(CancellationToken cancellation) => !_isLoaded ? Task.CompletedTask
        : Exclusively(() => _hasForgotten && IsOwned ? Compact(cancellation) : Task.CompletedTask, cancellation);

    public void Dispose() => _writing.Dispose();

    private async Task Exclusively(Func<Task> work, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            if (!_isLoaded) await LoadIndex(cancellation);
            await work();
        }
        finally
        {
            _writing.Release();
        }
    }

    // After a start all customers are asked for one after the other, and a request costs more than the bytes it brings: as
    // long as there is room for what follows a block, it is read along.
    private async ValueTask<ReadOnlyMemory<byte>?> Block(long position, CancellationToken cancellation)
    {
        if (cache.Find(partition, position) is { } cached) return cached;
        ReadOnlyMemory<byte>? found = null;
        var left = cache.IsFull ? 1 : ReadAheadBytes;
        await foreach (var block in journal.Read(position - 1, cancellation))
        {
            if (block.First == position) found = block.Payload;
            cache.Add(partition, block.First, block.Payload);
            if ((left -= block.Payload.Length) <= 0) break;
        }

        return found;
    }

    // The owner knows the journal; anybody else looks.
    private Task See(CancellationToken cancellation) =>
        _isLoaded && IsOwned ? Task.CompletedTask
        : Exclusively(() => IsOwned ? Task.CompletedTask : CatchUp(cancellation), cancellation);

    private async Task LoadIndex(CancellationToken cancellation)
    {
        var isFirst = !_isLoaded;
        if (isShared) await journal.Refresh();
        for (var reading = 1; ; reading++)
        {
            var first = journal.First;
            try
            {
                await Fill(cancellation);
                if (isFirst && !isShared) _epoch = _owner;
                return;
            }
            catch (CorruptLogException) when (journal.First != first && reading < ReadingsMax)
            {
                // Its owner wrote it anew meanwhile, and what was being read is gone.
            }
        }
    }

    private async Task Fill(CancellationToken cancellation)
    {
        var index = new StateIndex(key);
        _read = journal.First - 1;
        if (await container.Get(IndexName, cancellation) is { } bytes)
            _read = index.Fill(bytes.Span, journal.First, journal.Tail);
        (_records, _unindexed, _owner) = (index.Count, 0, index[default]?.Applied ?? 0);
        await foreach (var block in journal.Read(_read, cancellation)) Note(index, block);
        (_index, _isLoaded) = (index, true);
    }

    // Learns what others have appended.
    private async Task CatchUp(CancellationToken cancellation)
    {
        await journal.Refresh();
        try
        {
            if (journal.First <= _read + 1)
            {
                await foreach (var block in journal.Read(_read, cancellation)) Note(_index, block);
                return;
            }
        }
        catch (CorruptLogException) when (journal.First > _read + 1)
        {
            // As below: what comes next is gone, as all that counts of it stands further behind.
        }

        await LoadIndex(cancellation);
    }

    private async Task Append(List<StateFrame.Record> records)
    {
        if (!await TryAppend(records)) throw Lost();
    }

    // False: another has appended; what that was is known then.
    private async Task<bool> TryAppend(List<StateFrame.Record> records)
    {
        // All are handed over before one is awaited, so that they share blocks. Behind what was read, not behind what there
        // is: what others have appended decides whether this may be.
        var tail = _read;
        var appends = new List<(LogBlock Block, Task<AppendOutcome> Outcome)>();
        foreach (var payload in StateFrame.Encode(records))
        {
            var block = new LogBlock(++tail, tail, 0, 0, payload);
            appends.Add((block, journal.Append(tail - 1, block).AsTask()));
        }

        foreach (var (block, outcome) in appends)
        {
            if (!(await outcome).Appended)
            {
                await CatchUp(CancellationToken.None);
                return false;
            }

            Note(_index, block);
        }

        return true;
    }

    private StorageException Lost() => new(
        $"The {path.Title} at {container.Location} "
        + (_epoch == 0 && isShared ? "was not taken by this process" : "has another owner") + ": nothing was saved.");

    private void Note(StateIndex index, in LogBlock block)
    {
        foreach (var record in StateFrame.Decode(block.Payload, path.Title))
        {
            index.Note(record, block.First);
            if (record.Customer.IsEmpty) _owner = record.State.Applied;
            _hasForgotten |= record.State.Applied == StateFrame.Forgotten;
            _records++;
            _unindexed++;
        }

        _read = block.Last;
    }

    private async Task SaveIndex(CancellationToken cancellation)
    {
        await container.Put(IndexName, _index.ToBytes(_read), onlyNew: false, cancellation);
        _unindexed = 0;
    }

    // What is current goes to the end, then everything before goes away.
    private async Task Compact(CancellationToken cancellation)
    {
        await journal.RollOver();
        var outdated = _read;
        var current = new List<StateFrame.Record>();
        var bytes = 0;
        _records = 0;
        await foreach (var block in journal.Read(0, cancellation))
        {
            foreach (var record in StateFrame.Decode(block.Payload, path.Title))
            {
                if (_index[record.Customer] != new StateIndex.Place(block.First, record.State.Applied)) continue;
                current.Add(record);
                bytes += record.State.Payload.Length;
            }

            if (bytes < BlobContainer.AppendBytesMax) continue;
            await Append(current);
            (current, bytes) = ([], 0);
        }

        await Append(current);
        await SaveIndex(cancellation);
        await journal.Trim(outdated, cancellation);
        _hasForgotten = false;
    }
}
