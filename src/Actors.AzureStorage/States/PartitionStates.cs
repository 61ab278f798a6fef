using System.Runtime.CompilerServices;
using Actors.AzureStorage.Logs;
using Actors.AzureStorage.Rest;
using Actors.EventLog;

namespace Actors.AzureStorage.States;

/// <summary>
/// One partition's customer states: a journal to which saves append whole batches, and an index in memory. What is
/// outdated goes when it outweighs what is not, and what was to be forgotten at the next scrub.
/// </summary>
internal sealed class PartitionStates(
    BlobContainer container, AppendBlobLog journal, LogPath path, int partition, ReadOnlyMemory<byte> key, StateCache cache)
    : IDisposable
{
    private const int ReadAheadBytes = 4 << 20;
    private const int OutdatedMin = 8_192;
    private const int UnindexedMin = 2_048;

    private readonly SemaphoreSlim _writing = new(1);
    private readonly StateIndex _index = new(key);
    private volatile bool _isLoaded;
    private int _records;
    private int _unindexed;
    private bool _hasForgotten;

    private string IndexName => path.Folder + "index";

    /// <summary>Bytes of the journal.</summary>
    public long BytesOnDisk => journal.BytesOnDisk;

    public async Task<StoredState?> Load(ReadOnlyMemory<byte> customer, CancellationToken cancellation)
    {
        if (!_isLoaded) await Exclusively(() => Task.CompletedTask, cancellation);
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

            if (_index[customer] == place)
                throw new CorruptLogException($"The {path.Title} at {container.Location} lacks a state it should hold.");
        }

        return null;
    }

    /// <summary>All states that are current, in the order of the journal.</summary>
    public async IAsyncEnumerable<IReadOnlyList<StateToSave>> Sweep([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!_isLoaded) await Exclusively(() => Task.CompletedTask, cancellation);
        await foreach (var block in journal.Read(journal.First - 1, cancellation))
        {
            List<StateToSave> current =
            [
                .. StateFrame.Decode(block.Payload, path.Title)
                    .Where(record => _index[record.Customer] == new StateIndex.Place(block.First, record.State.Applied))
                    .Select(record => new StateToSave(record.Customer, record.State)),
            ];
            if (current.Count > 0) yield return current;
        }
    }

    public Task Save(IReadOnlyList<StateToSave> states, CancellationToken cancellation) => Exclusively(async () =>
    {
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
            var known = customers.Where(customer => _index[customer] is not null)
                .Select(customer => new StateFrame.Record(customer, new StoredState(StateFrame.Forgotten, default)));
            await Append([.. known]);
        }, cancellation);

    /// <summary>Writes the journal anew if it holds bytes of forgotten customers.</summary>
    public Task Scrub(CancellationToken cancellation) => !_isLoaded ? Task.CompletedTask
        : Exclusively(() => _hasForgotten ? Compact(cancellation) : Task.CompletedTask, cancellation);

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

    private async Task LoadIndex(CancellationToken cancellation)
    {
        var upTo = journal.First - 1;
        if (await container.Get(IndexName, cancellation) is { } bytes)
            upTo = _index.Fill(bytes.Span, journal.First, journal.Tail);
        _records = _index.Count;
        await foreach (var block in journal.Read(upTo, cancellation)) Note(block);
        _isLoaded = true;
    }

    private async Task Append(List<StateFrame.Record> records)
    {
        // All are handed over before one is awaited, so that they share blocks.
        var tail = journal.Tail;
        var appends = new List<(LogBlock Block, Task<AppendOutcome> Outcome)>();
        foreach (var payload in StateFrame.Encode(records))
        {
            var block = new LogBlock(++tail, tail, 0, 0, payload);
            appends.Add((block, journal.Append(tail - 1, block).AsTask()));
        }

        foreach (var (block, outcome) in appends)
        {
            if (!(await outcome).Appended)
                throw new StorageException($"The {path.Title} has another owner: block {block.First} was not appended.");
            Note(block);
        }
    }

    private void Note(in LogBlock block)
    {
        foreach (var record in StateFrame.Decode(block.Payload, path.Title))
        {
            _index.Note(record, block.First);
            _hasForgotten |= record.State.Applied == StateFrame.Forgotten;
            _records++;
            _unindexed++;
        }
    }

    private async Task SaveIndex(CancellationToken cancellation)
    {
        await container.Put(IndexName, _index.ToBytes(journal.Tail), onlyNew: false, cancellation);
        _unindexed = 0;
    }

    // What is current goes to the end, then everything before goes away.
    private async Task Compact(CancellationToken cancellation)
    {
        await journal.RollOver();
        var outdated = journal.Tail;
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
