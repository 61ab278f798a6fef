using Actors.Oracle.History;
using Actors.Oracle.Time;
using Actors.Oracle.Values;
using Actors.Segmentation.Language.Tree;
using NodaTime;

namespace Actors.Oracle.Deciding;

/// <summary>Instants at which something could change without a record: far more than those at which it does.</summary>
/// <remarks>
/// The truth of every rule depends on the instant only by comparing it with plus(x, d) or with the start of a birthday,
/// where x is an instant that stands in a record, in the catalog or in what was published. All of those are listed here,
/// without asking which rule compares what; the tests probe random instants between them.
/// </remarks>
public sealed class Candidates(OracleCatalog catalog)
{
    private const int AgeMax = 130;
    private const long QuarterMs = 15 * 60_000;
    private const long LastMs = 200_000_000_000_000;

    private readonly SortedSet<long> instants = [];
    private readonly DatePartKind[] seasons =
        [.. catalog.Nodes().OfType<DatePart>().Where(part => part.Instant is Now).Select(part => part.Part).Distinct()];

    /// <summary>The first candidate after an instant; null when there is none.</summary>
    public long? After(long unixMs)
    {
        long? season = unixMs > long.MinValue ? SeasonAfter(unixMs) : null;
        // The view is walked, not counted: counting would visit it all.
        foreach (long later in instants.GetViewBetween(unixMs + 1, long.MaxValue)) return season < later ? season : later;
        return season;
    }

    /// <summary>The next instant at which the month, the weekday or the hour of now is another, where rules ask for it.</summary>
    private long? SeasonAfter(long unixMs)
    {
        if (seasons.Length == 0 || unixMs > LastMs) return null;
        LocalDate today = catalog.Calendar.Local(unixMs).Date;
        long next = long.MaxValue;
        if (seasons.Contains(DatePartKind.Month))
        {
            next = catalog.Calendar.StartOf(new LocalDate(today.Year, today.Month, 1).PlusMonths(1));
        }
        if (seasons.Contains(DatePartKind.Weekday)) next = Math.Min(next, catalog.Calendar.StartOf(today.PlusDays(1)));
        // An hour may begin at any quarter: zones and daylight saving go by quarters.
        if (seasons.Contains(DatePartKind.Hour)) next = Math.Min(next, unixMs - unixMs % QuarterMs + QuarterMs);
        return next;
    }

    /// <summary>What a record may bring about later.</summary>
    public void Add(Entry entry)
    {
        AddEdges(entry.TimestampMs);
        foreach (string text in JsonPath.TextsIn(entry.Body))
        {
            if (Moments.Read(Texts.Normalized(text)) is { } moment) Add(moment);
        }
    }

    /// <summary>What a migration may bring about later.</summary>
    public void Add(Move move) => AddEdges(move.AtMs);

    /// <summary>What the catalog's own dates may bring about later.</summary>
    public void AddLiterals()
    {
        foreach (Node node in catalog.Nodes())
        {
            if (node is InstantLiteral instant) AddEdges(instant.UnixMilliseconds);
            if (node is DateLiteral date) AddDay(date.Date);
            if (node is TextLiteral text && Moments.Read(text.Text) is { } moment) Add(moment);
        }
    }

    private void Add(Moment moment)
    {
        if (moment.UnixMs is { } instant) AddEdges(instant);
        AddDay(moment.Date);
        for (int years = 0; years <= AgeMax; years++)
        {
            int year = moment.Date.Year + years;
            if (year > 9_000) return;
            bool exists = moment.Date.Day <= CalendarSystem.Iso.GetDaysInMonth(year, moment.Date.Month);
            LocalDate birthday = exists
                ? new LocalDate(year, moment.Date.Month, moment.Date.Day)
                : new LocalDate(year, 3, 1);
            instants.Add(catalog.Calendar.StartOf(birthday));
        }
    }

    private void AddDay(LocalDate date)
    {
        AddEdges(catalog.Calendar.StartOf(date));
        AddEdges(catalog.Calendar.EndOf(date));
    }

    private void AddEdges(long unixMs)
    {
        instants.Add(unixMs);
        instants.Add(unixMs + 1);
        foreach (DurationLiteral duration in catalog.Durations)
        {
            long edge = catalog.Calendar.Plus(unixMs, duration);
            instants.Add(edge);
            instants.Add(edge + 1);
        }
    }
}
