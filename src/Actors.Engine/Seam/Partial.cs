using Actors.Segmentation.Records;

namespace Actors.Engine.Seam;

/// <summary>One partition's share of one segment's statistics: absolute, so that loss, repeats and reordering heal by themselves.</summary>
/// <param name="Position">Input position it is exact at; the segment keeps the newest per partition.</param>
/// <param name="AsOfMs">The partition's clock at that position.</param>
/// <param name="Members">Customers inside.</param>
/// <param name="SpendMillionths">Their total spend.</param>
/// <param name="Entries">Entries ever.</param>
/// <param name="Exits">Exits ever.</param>
/// <param name="Arrivals">Segmentations only: for each segment customers came from (or <c>-1</c>: new), how many ever, and lately.</param>
/// <param name="RecentEntries">Entries by <c>at</c> in the last minute, hour and day.</param>
/// <param name="Failing">Null: nobody could not be decided.</param>
public sealed record Partial(
    int Partition,
    long Epoch,
    long Position,
    long AsOfMs,
    long Members,
    Int128 SpendMillionths,
    long Entries,
    long Exits,
    Recent RecentEntries,
    Recent RecentExits,
    IReadOnlyList<Arrival> Arrivals,
    Failing? Failing = null);

/// <summary>Counts over the last minute, hour and day before <see cref="Partial.AsOfMs"/>, by the migrations' <c>at</c>.</summary>
public readonly record struct Recent(long Minute, long Hour, long Day)
{
    public static Recent operator +(Recent a, Recent b) => new(a.Minute + b.Minute, a.Hour + b.Hour, a.Day + b.Day);
}

/// <summary>Customers who came from one segment.</summary>
public readonly record struct Arrival(int From, long Total, Recent Recent);

/// <summary>A segment's unit could not be decided for some customers: evaluating its rules threw, and they stay where they were.</summary>
/// <param name="Count">How many times, by this catalog version, since the partitions' owners started.</param>
/// <param name="AtMs"><c>receivedAt</c> of the latest record that failed.</param>
/// <param name="Customer">Whose it was.</param>
/// <param name="Position">Its position in its partition's input log.</param>
/// <param name="Error">What went wrong with it, for people.</param>
public sealed record Failing(long Count, long AtMs, CustomerId Customer, long Position, string Error)
{
    /// <summary>Both together, either null; what is told of one is told of the later.</summary>
    public static Failing? operator +(Failing? a, Failing? b) =>
        a is null ? b : b is null ? a : (a.AtMs > b.AtMs ? a : b) with { Count = a.Count + b.Count };
}
