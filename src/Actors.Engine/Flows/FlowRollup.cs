using Actors.Engine.Codec;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.Segmentation.Deciding;

namespace Actors.Engine.Flows;

/// <summary>
/// How many moved from where to where, hour by hour over all partitions: a fold of the outboxes, brought up to date when somebody asks and
/// whenever much has been published since. An answer costs the hours asked for; only hours that a step's border cuts are read in the log.
/// </summary>
/// <remarks>Thread-safe. Disposing waits for work under way; what it had not saved is folded again after the next start.</remarks>
/// <param name="behindMax">Outbox positions published since the last fold that start the next, and folded that are saved.</param>
/// <param name="keeps">False: nothing is saved. Of several processes over one store each folds for itself, and would save over the others.</param>
public sealed class FlowRollup(IEventStore store, int behindMax = 50_000, bool keeps = true) : IAsyncDisposable
{
    private readonly FlowDays _days = new(store);
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _beginning = new();
    private readonly long[] _published = new long[store.Info.Partitions];
    private Task _folding = Task.CompletedTask;
    private bool _loaded;
    private long _behind;
    private long _unsaved;

    /// <summary>The last fold that nobody asked for.</summary>
    internal Task FoldingBeside
    {
        get
        {
            lock (_beginning)
            {
                return _folding;
            }
        }
    }

    /// <summary>A partition has published up to an outbox position. Does not block; each partition calls on one thread at a time.</summary>
    public void Published(int partition, long tail)
    {
        long more = tail - _published[partition];
        _published[partition] = tail;
        if (Interlocked.Add(ref _behind, more) < behindMax)
        {
            return;
        }
        lock (_beginning)
        {
            if (_folding.IsCompleted && !_stopping.IsCancellationRequested)
            {
                _folding = Task.Run(FoldBeside);
            }
        }
    }

    /// <summary>The moves of a unit by the migrations' <c>at</c> in [from, to), per step; everything durable before the call is in.</summary>
    public async ValueTask<IReadOnlyList<FlowStep>> Read(int unit, long fromMs, long toMs, long stepMs, CancellationToken cancellation)
    {
        var steps = new FlowSteps(unit, fromMs, toMs, stepMs);
        var cut = new Dictionary<int, List<(long StartMs, BlockSpan Blocks)>>();
        await _one.WaitAsync(cancellation);
        try
        {
            await Fold(cancellation);
            foreach (long number in _days.Within(fromMs, toMs))
            {
                Take((await _days.Open(number)).Hours(), steps, cut);
                _days.Trim();
            }
        }
        finally
        {
            _one.Release();
        }
        foreach ((int partition, List<(long StartMs, BlockSpan Blocks)> hours) in cut)
        {
            foreach ((long start, BlockSpan blocks) in hours)
            {
                await Scan(partition, blocks, start, steps, cancellation);
            }
        }
        return steps.Answer();
    }

    public async ValueTask DisposeAsync()
    {
        Task last;
        lock (_beginning)
        {
            _stopping.Cancel();
            last = _folding;
        }
        await last;
        _stopping.Dispose();
        _one.Dispose();
    }

    private static void Take(
        IEnumerable<(long StartMs, FlowHour Hour)> hours, FlowSteps steps, Dictionary<int, List<(long StartMs, BlockSpan Blocks)>> cut)
    {
        foreach ((long start, FlowHour hour) in hours)
        {
            if (steps.HoldsHour(start))
            {
                foreach ((FlowKey key, long count) in hour.Counts)
                {
                    steps.Add(key, start, count);
                }
            }
            else if (steps.Touches(start))
            {
                foreach ((int partition, BlockSpan span) in hour.Spans)
                {
                    if (!cut.TryGetValue(partition, out List<(long StartMs, BlockSpan Blocks)>? spans))
                    {
                        cut[partition] = spans = [];
                    }
                    spans.Add((start, span));
                }
            }
        }
    }

    /// <summary>Counts the migrations of one hour one by one.</summary>
    private async ValueTask Scan(int partition, BlockSpan blocks, long startMs, FlowSteps steps, CancellationToken cancellation)
    {
        long endMs = startMs + FlowDay.HourMs;
        await foreach (LogBlock block in store.Outbox(partition).Read(blocks.First - 1, cancellation))
        {
            if (block.First > blocks.Last)
            {
                return;
            }
            if (block.ToMs < startMs || block.FromMs >= endMs)
            {
                continue;
            }
            foreach (Migration migration in Decode(block, partition))
            {
                if (migration.AtMs >= startMs && migration.AtMs < endMs)
                {
                    steps.Add(new FlowKey(migration.Unit, migration.From, migration.To), migration.AtMs, 1);
                }
            }
        }
    }

    private async Task FoldBeside()
    {
        try
        {
            await _one.WaitAsync(_stopping.Token);
            try
            {
                await Fold(_stopping.Token);
            }
            finally
            {
                _one.Release();
            }
        }
        catch (Exception e) when (e is StorageException or OperationCanceledException)
        {
            // Stopping, or a store that cannot be read now: the next one to ask meets it again, and has somebody to tell.
        }
    }

    /// <summary>Takes in what the outboxes hold by now.</summary>
    private async ValueTask Fold(CancellationToken cancellation)
    {
        if (!_loaded)
        {
            await _days.Load();
            _loaded = true;
            Interlocked.Add(ref _behind, -_days.Folded.Sum());
        }
        for (int p = 0; p < _days.Folded.Length; p++)
        {
            if (_days.Folded[p] >= await store.Outbox(p).ReadTail(cancellation))
            {
                continue;
            }
            await foreach (LogBlock block in store.Outbox(p).Read(_days.Folded[p], cancellation))
            {
                await Fold(p, block);
                if (_days.IsFull)
                {
                    await Keep();
                }
            }
        }
        if (_unsaved >= behindMax)
        {
            await Keep();
        }
    }

    /// <summary>All of a block or, where a day cannot be read, nothing of it.</summary>
    private async ValueTask Fold(int partition, LogBlock block)
    {
        Migration[] migrations = Decode(block, partition);
        var days = new Dictionary<long, FlowDay>();
        foreach (Migration migration in migrations)
        {
            long number = FlowDay.NumberOf(migration.AtMs);
            if (!days.ContainsKey(number))
            {
                days[number] = await _days.Open(number);
            }
        }
        var span = new BlockSpan(block.First, block.Last);
        foreach (Migration migration in migrations)
        {
            days[FlowDay.NumberOf(migration.AtMs)].Add(migration, partition, span);
        }
        long folded = block.Last - _days.Folded[partition];
        _unsaved += folded;
        Interlocked.Add(ref _behind, -folded);
        _days.Folded[partition] = block.Last;
    }

    private async ValueTask Keep()
    {
        if (!keeps)
        {
            return;
        }
        try
        {
            await _days.Save();
            _unsaved = 0;
        }
        catch (StorageException)
        {
            // A full disk: it stays in memory, and is saved with what comes next, or folded again after a start.
        }
        _days.Trim();
    }

    private static Migration[] Decode(LogBlock block, int partition) =>
        OutboxBlock.Decode(block, $"Outbox of partition {partition}").Migrations;
}
