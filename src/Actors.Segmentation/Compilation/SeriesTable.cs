using Actors.Segmentation.Catalogs;
using Actors.Segmentation.State;
using Actors.Segmentation.Time;

namespace Actors.Segmentation.Compilation;

/// <summary>The series of a catalog while it is compiled: features that see the same entries share one.</summary>
internal sealed class SeriesTable(Calendar calendar)
{
    private readonly Dictionary<string, SeriesPlan> _plans = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Extent> _extents = new(StringComparer.Ordinal);
    private readonly List<SeriesPlan> _ordered = [];

    /// <summary>In the order of first use.</summary>
    public IReadOnlyList<SeriesPlan> Plans => _ordered;

    /// <summary>The series of that text, widened to what one more feature needs of it.</summary>
    public SeriesPlan Use(string key, Extent needed, Func<SeriesPlan> make)
    {
        if (!_plans.TryGetValue(key, out SeriesPlan? plan))
        {
            plan = make();
            _plans.Add(key, plan);
            _ordered.Add(plan);
        }
        _extents[key] = _extents.TryGetValue(key, out Extent? extent) ? extent.With(needed) : needed;
        return plan;
    }

    /// <summary>Numbers the series: the old number where states kept enough, else a new one.</summary>
    public (IReadOnlyDictionary<string, SeriesNumber> Series, int Next) Number(CatalogNumbers numbers)
    {
        Dictionary<string, SeriesNumber> series = new(StringComparer.Ordinal);
        int next = numbers.NextSeries;
        foreach (SeriesPlan plan in _ordered)
        {
            Extent needed = _extents[plan.Key];
            if (!numbers.Series.TryGetValue(plan.Key, out SeriesNumber? number) || !Extent.Parse(number.Extent).Covers(needed))
            {
                number = new SeriesNumber(next++, needed.ToString());
            }
            series.Add(plan.Key, number);
            plan.Store = new SeriesStore(number.Id, plan.Kind, Extent.Parse(number.Extent), calendar);
        }
        return (series, next);
    }
}
