using Actors.Engine.Seam;
using Actors.Engine.Statistics;

namespace Actors.Engine.Partitions;

/// <summary>Tells segments the partition's partials: those that changed, and now and then all, for a segment that lost them.</summary>
internal sealed class Reporting(PartitionContext context, ApplyLoop apply, Outbox outbox, FailingUnits failing)
{
    private const int ReportsBetweenFull = 30;
    private readonly HashSet<SegmentKey> _underWay = [];
    private int _catalog;
    private int _ticks;
    private int _reports;

    /// <param name="recent">Also the segments whose windows still slide.</param>
    public void Report(bool recent)
    {
        if (!recent && ++_ticks % context.Options.ReportTicks != 0)
        {
            return;
        }
        PartitionTotals totals = outbox.Totals;
        if (_catalog != apply.Catalog)
        {
            _catalog = apply.Catalog;
            totals.Include(context.Catalogs.Get(_catalog));
        }
        bool full = recent && _reports++ % ReportsBetweenFull == 0;
        // The position the totals are exact at: what is applied may not be committed yet.
        totals.Report(context.Number, apply.Epoch, outbox.Confirmed, Math.Max(context.Clock.NowMs, 0), recent, full, Tell);
    }

    private void Tell(SegmentKey key, Partial partial)
    {
        if (_underWay.Contains(key))
        {
            // A partial is absolute: the next one tells all that this one would.
            outbox.Totals.Again(key);
            return;
        }
        ValueTask told = context.Directory.Segment(key).Report(partial with { Failing = failing.Of(key.Segment) });
        if (!told.IsCompletedSuccessfully)
        {
            _underWay.Add(key);
            _ = Told(key, told.AsTask());
        }
    }

    /// <summary>Nobody waits for a report; one that failed is sent again with the next.</summary>
    private async Task Told(SegmentKey key, Task told)
    {
        try
        {
            await told;
        }
        catch (TimeoutException)
        {
            outbox.Totals.Again(key);
        }
        finally
        {
            _underWay.Remove(key);
        }
    }
}
