namespace Actors.Api.Live;

/// <summary>A topic at one moment, as numbers: what frames and snapshots are built of.</summary>
/// <param name="DictVersion">Version of the indices.</param>
/// <param name="T">The server's now, Unix milliseconds.</param>
/// <param name="Segments">By index.</param>
/// <param name="Flows">Totals per pair, zero ones left out.</param>
internal sealed record TopicState(
    int DictVersion, long T, SegmentTotals[] Segments, IReadOnlyDictionary<(int From, int To), long> Flows, long[] Stats);

/// <summary>Members now, entries and exits ever.</summary>
internal readonly record struct SegmentTotals(long Members, long Entered, long Left);
