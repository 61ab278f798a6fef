using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Checking;
using Actors.Segmentation.Language.Tree;
using NodaTime;

namespace Actors.Segmentation.Tests.Oracle;

/// <summary>Follows one customer through time by evaluating everything at every instant at which anything might change.</summary>
internal sealed class OracleCustomer
{
    private readonly List<(string Key, List<(string Address, Condition? When)> Cases, bool IsSegmentation)> _units = [];
    private readonly List<DurationLiteral> _durations;
    private readonly Dictionary<string, DurationLiteral> _retention = [];
    private readonly List<OracleEvent> _events = [];
    private readonly OracleMembers _members = new();
    private readonly OracleTime _time;
    private readonly bool _looksAtDates;
    private long _now = long.MinValue;

    public OracleCustomer(CatalogDefinition definition)
    {
        _time = new OracleTime(definition.TimeZone);
        foreach (SegmentDefinition segment in definition.Segments)
        {
            _units.Add((segment.Key, [(segment.Key, Parse(segment.When))], false));
        }
        foreach (SegmentationDefinition segmentation in definition.Segmentations)
        {
            _units.Add((segmentation.Key, [.. segmentation.Segments.Select(s =>
                ($"{segmentation.Key}/{s.Key}", s.When is null ? null : Parse(s.When)))], true));
        }
        DependencyOrder order = DependencyOrder.Of([.. _units.Select(u => new DependencyUnit(
            new UnitKey(u.IsSegmentation ? UnitKind.Segmentation : UnitKind.Segment, u.Key),
            [.. u.Cases.Select(c => c.When).OfType<Condition>()]))]);
        _units = [.. order.Order.Select(key => _units.Single(u => u.Key == key.Key))];
        List<Node> nodes = [.. _units.SelectMany(u => u.Cases).Select(c => c.When).OfType<Condition>()
            .SelectMany(Children.SelfAndDescendants)];
        foreach ((string name, string text) in definition.Retention ?? new Dictionary<string, string>())
        {
            _retention[name] = ((RelativeWindow)((Count)((Comparison)Parse($"count(any in {text}) > 0")).Left).Window).Far;
        }
        _durations = [.. nodes.OfType<DurationLiteral>().Concat(_retention.Values).Distinct()];
        _looksAtDates = nodes.Any(n => n is Age);
    }

    public List<string> Story { get; } = [];

    /// <summary>The clock runs to an instant, included.</summary>
    public void Advance(long to)
    {
        if (_events.Count == 0) return;
        while (NextInstant(_now, to) is { } next)
        {
            _now = next;
            Decide("clock");
        }
        _now = Math.Max(_now, to);
    }

    public void Apply(OracleEvent e)
    {
        Advance(e.ReceivedAt);
        _events.Add(e);
        _now = e.ReceivedAt;
        Decide("event");
    }

    /// <summary>All of the catalog anew at an instant, by the records alone.</summary>
    public string[] EvaluateAt(long now) => [.. _units.Select(unit => Find(unit.Cases, now)).OfType<string>().Order(StringComparer.Ordinal)];

    public object? Value(Value value, long now) => new OracleView(_events, _members, _time, _retention, now).Value(value);

    private void Decide(string cause)
    {
        foreach ((string _, List<(string Address, Condition? When)> cases, bool _) in _units)
        {
            string? to = Find(cases, _now);
            string? from = _members.CurrentOf(cases.Select(c => c.Address));
            if (from == to) continue;
            _members.Move(from, to, _now);
            Story.Add($"{_now} {cause} {from ?? "-"}>{to ?? "-"}");
        }
    }

    private string? Find(List<(string Address, Condition? When)> cases, long now)
    {
        OracleView view = new(_events, _members, _time, _retention, now);
        foreach ((string address, Condition? when) in cases)
        {
            if (when is null || view.Holds(when)) return address;
        }
        return null;
    }

    /// <summary>The next instant at which some edge passes: of an event, a trait's moment or a membership, by any duration written.</summary>
    private long? NextInstant(long after, long to)
    {
        long? next = null;
        void Offer(long at)
        {
            if (at > after && at <= to && (next is null || at < next)) next = at;
        }
        HashSet<long> starts = [.. _events.Select(e => e.Timestamp), .. _members.Instants];
        foreach (OracleEvent e in _events.Where(e => e.IsIdentify))
        {
            foreach (string text in e.Traits.Select(t => t.Value).OfType<System.Text.Json.Nodes.JsonValue>()
                .Where(v => v.GetValueKind() == System.Text.Json.JsonValueKind.String).Select(v => v.GetValue<string>()))
            {
                object? moment = OracleTime.Moment(text);
                if (moment is long ms) starts.Add(ms);
                if (moment is LocalDate date) starts.Add(_time.FirstInstant(date));
            }
        }
        foreach (long start in starts)
        {
            foreach (DurationLiteral duration in _durations)
            {
                long edge = _time.Plus(start, duration);
                Offer(edge);
                Offer(edge + 1);
            }
        }
        foreach (LocalDate born in _looksAtDates ? Births() : [])
        {
            for (int years = 0; years < 130; years++) Offer(_time.FirstInstant(OracleView.Birthday(born, years)));
        }
        return next;
    }

    private List<LocalDate> Births() => [.. _events.Where(e => e.IsIdentify).SelectMany(e => e.Traits)
        .Where(t => t.Value?.GetValueKind() == System.Text.Json.JsonValueKind.String)
        .Select(t => t.Value!.GetValue<string>())
        .Where(text => text.Length >= 10 && OracleTime.Moment(text[..10]) is LocalDate)
        .Select(text => (LocalDate)OracleTime.Moment(text[..10])!)];

    private static Condition Parse(string text)
    {
        ParseResult result = SegmentParser.Parse(text);
        result.Errors.ShouldBeEmpty(text);
        return result.Condition!;
    }
}
