using Actors.Segmentation.Deciding;

namespace Actors.Conformance.Shops;

/// <summary>One expected change: addresses instead of numbers, null for outside.</summary>
public sealed record Move(long AtMs, CauseKind Cause, string Unit, string? From, string? To);

/// <summary>
/// The slow, obvious computation: at every instant at which anything could change, every rule is asked again over everything that
/// ever happened to the customer.
/// </summary>
public sealed class Oracle
{
    private static readonly long[] Windows = [.. new long[] { 7, 30, 90, 180 }.Select(days => days * TwiceRule.DayMs)];

    private readonly Past _past = new();
    private readonly SortedDictionary<string, string?> _in = new(StringComparer.Ordinal);
    private TwiceCatalog _catalog;
    private bool _exists;

    private Oracle(TwiceCatalog catalog) => _catalog = catalog;

    public List<Move> Moves { get; } = [];

    /// <summary>Where the customer is at the end: unit → address.</summary>
    public IReadOnlyDictionary<string, string?> Memberships => _in;

    public decimal Spend => _past.Spend();

    /// <param name="records">One customer's records, in log order.</param>
    /// <param name="catalogs">Catalogs by the instant they took effect, in order; none took effect at the instant of a record.</param>
    /// <param name="endMs">Up to when time has passed.</param>
    public static Oracle Of(IEnumerable<Record> records, IReadOnlyList<(long AtMs, TwiceCatalog Catalog)> catalogs, long endMs)
    {
        var oracle = new Oracle(TwiceCatalog.Of());
        var steps = new List<(long AtMs, Action<Oracle> Step)>();
        steps.AddRange(catalogs.Select(c => (c.AtMs, (Action<Oracle>)(o => o.Switch(c.Catalog, c.AtMs)))));
        steps.AddRange(records.Select(r => (r.ReceivedAtMs, (Action<Oracle>)(o => o.Take(r)))));
        long now = long.MinValue;
        foreach ((long at, Action<Oracle> step) in steps.OrderBy(s => s.AtMs))
        {
            oracle.PassTime(now, at);
            step(oracle);
            now = at;
        }
        oracle.PassTime(now, endMs);
        return oracle;
    }

    private void Take(Record record)
    {
        _past.Add(record);
        _exists = true;
        Decide(record.ReceivedAtMs, CauseKind.Event);
    }

    private void Switch(TwiceCatalog catalog, long atMs)
    {
        _catalog = catalog;
        if (_exists)
        {
            Decide(atMs, CauseKind.Definition);
        }
    }

    /// <summary>Every instant at which an order leaves a window, or ages past one, after one instant and up to another.</summary>
    private void PassTime(long after, long upTo)
    {
        long[] instants = [.. _past.OrderInstants.SelectMany(at => Windows.Select(w => at + w)).Where(t => t > after && t <= upTo).Distinct().Order()];
        foreach (long instant in instants)
        {
            Decide(instant, CauseKind.Clock);
        }
    }

    private void Decide(long now, CauseKind cause)
    {
        foreach (TwiceRule rule in _catalog.Segments)
        {
            Change(rule.Key, rule.Holds(_past, now) ? rule.Key : null, now, cause);
        }
        foreach ((string key, IReadOnlyList<TwiceRule> cases) in _catalog.Segmentations)
        {
            TwiceRule? first = cases.FirstOrDefault(c => c.Holds(_past, now));
            Change(key, $"{key}/{first?.Key ?? "prospect"}", now, cause);
        }
        string[] gone = [.. _in.Keys.Except(_catalog.Segments.Select(s => s.Key).Concat(_catalog.Segmentations.Select(s => s.Key)))];
        foreach (string unit in gone)
        {
            Change(unit, null, now, cause);
            _in.Remove(unit);
        }
    }

    private void Change(string unit, string? to, long now, CauseKind cause)
    {
        string? from = _in.GetValueOrDefault(unit);
        if (from != to)
        {
            Moves.Add(new Move(now, cause, unit, from, to));
            _in[unit] = to;
        }
    }
}
