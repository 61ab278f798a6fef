using Actors.Benchmarks.Reporting;

namespace Actors.Benchmarks.Load;

/// <summary>What a load generator saw after its warm-up.</summary>
/// <param name="Events">Acknowledged.</param>
/// <param name="Busy">Batches answered with 429, sent again after a while.</param>
/// <param name="Acknowledged">Milliseconds from request to answer.</param>
/// <param name="Changed">
/// Milliseconds from an event's answer to its change on the stream; 0 where the change came first.
/// </param>
internal sealed record LoadResult(long Events, double Seconds, long Busy, Percentiles Acknowledged, Percentiles Changed)
{
    public double EventsPerSecond => Events / Seconds;
}
