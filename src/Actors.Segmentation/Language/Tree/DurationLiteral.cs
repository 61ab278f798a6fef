namespace Actors.Segmentation.Language.Tree;

/// <summary>
/// <c>30d</c>, <c>6mo</c>: a whole count of one unit. Units up to weeks are fixed; months and years follow the
/// calendar in the catalog's time zone. Equal means written alike: <c>24h</c> and <c>1d</c> differ.
/// </summary>
public sealed record DurationLiteral(long Count, DurationUnit Unit) : Literal
{
    /// <summary>True when the length depends on the date it is counted from.</summary>
    public bool IsCalendar => Unit is DurationUnit.Months or DurationUnit.Years;

    /// <summary>Length in milliseconds of a fixed duration; 0 for one by the calendar.</summary>
    public long Milliseconds => Unit switch
    {
        DurationUnit.Seconds => Count * 1_000,
        DurationUnit.Minutes => Count * 60_000,
        DurationUnit.Hours => Count * 3_600_000,
        DurationUnit.Days => Count * 86_400_000,
        DurationUnit.Weeks => Count * 604_800_000,
        _ => 0,
    };

    /// <summary>Length in calendar months; 0 for a fixed duration.</summary>
    public int Months => Unit switch
    {
        DurationUnit.Months => (int)Count,
        DurationUnit.Years => (int)Count * 12,
        _ => 0,
    };
}

public enum DurationUnit
{
    Seconds,
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}
