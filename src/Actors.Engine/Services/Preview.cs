using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Previewing;

namespace Actors.Engine.Services;

/// <summary>One rule being tried on everybody: first an estimate, then the exact answer. Customers are looked at in an order that has nothing to do
/// with what they did, so that those looked at so far are a fair sample of all.</summary>
public sealed class Preview
{
    private const int SamplesMax = 10;
    private readonly string _when;
    private readonly int _segment;
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly PreviewPage?[] _newest;
    private readonly PreviewSum _sum;
    private readonly Lock _lock = new();
    private volatile bool _isCancelled;
    private PreviewResult _result;

    internal Preview(DraftRule draft, IReadOnlyList<CatalogError> warnings, string when, int segment, int catalog, long nowMs, int partitions, TimeProvider time)
    {
        (_when, _segment, _time, CatalogVersion, AsOfMs) = (when, segment, time, catalog, nowMs);
        Clauses = draft.Clauses;
        Warnings = warnings;
        _begun = time.GetTimestamp();
        _newest = new PreviewPage?[partitions];
        _sum = new PreviewSum(draft.Clauses.Count, SamplesMax);
        _result = _sum.Result(PreviewState.Estimate, 0, TimeSpan.Zero);
    }

    public string Id { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>The terms that must all hold.</summary>
    public IReadOnlyList<string> Clauses { get; }

    /// <summary>What is allowed but probably not meant. Unknown names are found while it runs.</summary>
    public IReadOnlyList<CatalogError> Warnings { get; private set; }

    public int CatalogVersion { get; }

    /// <summary>Whether it is compared with a segment.</summary>
    public bool Compares => _segment >= 0;

    /// <summary>The instant of the answer.</summary>
    public long AsOfMs { get; }

    /// <summary>Completes with the exact answer, or when it is given up.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    /// <summary>What is known by now.</summary>
    public PreviewResult Result
    {
        get
        {
            lock (_lock)
            {
                return _result;
            }
        }
    }

    public void Cancel() => _isCancelled = true;

    /// <param name="unknown">Tells of a definition's unknown names.</param>
    internal void Run(IDirectory directory, Func<CatalogDefinition, ValueTask<IReadOnlyList<CatalogError>>> unknown) => Done = LookAtAll(directory, unknown);

    private async Task LookAtAll(IDirectory directory, Func<CatalogDefinition, ValueTask<IReadOnlyList<CatalogError>>> unknown)
    {
        // Whoever began it is not kept.
        await Task.Yield();
        PreviewState end = PreviewState.Exact;
        string? failure = null;
        try
        {
            var rule = new CatalogDefinition([new SegmentDefinition("draft", "draft", _when)], []);
            Warnings = [.. Warnings, .. (await unknown(rule)).Select(warning => warning with { Pointer = "/when" })];
            await Task.WhenAll(Enumerable.Range(0, directory.Partitions).Select(p => Scan(directory, p)));
        }
        catch (OperationCanceledException)
        {
            end = PreviewState.Cancelled;
        }
        catch (Exception e) when (e is PartitionUnavailableException or PreviewRefusedException or StorageException)
        {
            (end, failure) = (PreviewState.Failed, e.Message);
        }
        Conclude(end, failure);
    }

    private async Task Scan(IDirectory directory, int partition)
    {
        PreviewCursor after = default;
        while (true)
        {
            ThrowIfCancelled();
            PreviewPage page = await Ask(directory.Partition(partition), new PreviewQuery(_when, _segment, after, AsOfMs, SamplesMax));
            Add(partition, page);
            if (page.Next is not { } next)
            {
                return;
            }
            after = next;
        }
    }

    /// <summary>A call whose answer was lost is made again: looking changes nothing.</summary>
    private async Task<PreviewPage> Ask(IPartition partition, PreviewQuery query)
    {
        while (true)
        {
            try
            {
                return await partition.Preview(query);
            }
            catch (TimeoutException)
            {
                ThrowIfCancelled();
            }
        }
    }

    private void ThrowIfCancelled()
    {
        if (_isCancelled)
        {
            throw new OperationCanceledException("The preview was given up.");
        }
    }

    private void Add(int partition, PreviewPage page)
    {
        lock (_lock)
        {
            _newest[partition] = page;
            _sum.Add(page);
            // Partitions are alike in size: those that have not answered yet count as much as those that have.
            int known = _newest.Count(p => p is not null);
            long customers = _newest.Sum(p => (long)(p?.Customers ?? 0)) * _newest.Length / known;
            _result = _sum.Result(PreviewState.Estimate, customers, _time.GetElapsedTime(_begun));
        }
    }

    private void Conclude(PreviewState state, string? failure)
    {
        lock (_lock)
        {
            long customers = state == PreviewState.Exact ? _result.Looked : _result.Customers;
            _result = _sum.Result(state, customers, _time.GetElapsedTime(_begun)) with { Failure = failure };
        }
    }
}
