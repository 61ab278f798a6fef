using Actors.Api.Json;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Language.Speaking;

namespace Actors.Api.Segments;

/// <summary>Puts definitions and statistics together.</summary>
internal sealed class SegmentReports(ICatalogs catalogs, ISegments segments)
{
    /// <summary>All segments, in the order of the catalog.</summary>
    public async ValueTask<IReadOnlyList<SegmentReport>> All()
    {
        Catalog catalog = catalogs.Current;
        Dictionary<int, SegmentView> views = (await segments.ReadAll()).ToDictionary(v => v.Segment);
        return [.. catalog.Units.SelectMany(
            u => u.Segments.Select(s => Report(catalog, u, s, views.GetValueOrDefault(s.Id))))];
    }

    /// <summary>The segments of one unit; null when the catalog has none of this key and kind.</summary>
    public async ValueTask<IReadOnlyList<SegmentReport>?> OfUnit(string key, bool isSegmentation)
    {
        Catalog catalog = catalogs.Current;
        if (catalog.Units.FirstOrDefault(u => u.Key == key && u.IsSegmentation == isSegmentation) is not { } unit)
        {
            return null;
        }
        var reports = new List<SegmentReport>();
        foreach (Segment segment in unit.Segments)
        {
            reports.Add(Report(catalog, unit, segment, await segments.Read(segment.Id)));
        }
        return reports;
    }

    /// <summary>One segment by its address.</summary>
    public async ValueTask<SegmentReport?> One(string address)
    {
        Catalog catalog = catalogs.Current;
        return catalog.TryFind(address, out Segment? segment)
            ? Report(catalog, catalog.Unit(segment.Unit), segment, await segments.Read(segment.Id))
            : null;
    }

    public async ValueTask<SegmentationReport?> Segmentation(string key) =>
        await OfUnit(key, isSegmentation: true) is { } reports ? Report(catalogs.Current, key, reports) : null;

    public async ValueTask<IReadOnlyList<SegmentationReport>> Segmentations()
    {
        Catalog catalog = catalogs.Current;
        ILookup<string?, SegmentReport> all = (await All()).ToLookup(r => r.Segmentation);
        return [.. catalog.Definition.Segmentations.Select(s => Report(catalog, s.Key, [.. all[s.Key]]))];
    }

    private static SegmentationReport Report(Catalog catalog, string key, IReadOnlyList<SegmentReport> segments)
    {
        SegmentationDefinition? definition = catalog.Definition.Segmentations.FirstOrDefault(s => s.Key == key);
        NamesBody? names = definition?.Map is { } map ? new(map.NameFr, map.NameEn) : null;
        return new(key, definition?.Name ?? key, definition?.Description, names, catalog.Version, "live", 1, segments);
    }

    private static SegmentReport Report(Catalog catalog, Unit unit, Segment segment, SegmentView? view)
    {
        string? description = unit.IsSegmentation
            ? null
            : catalog.Definition.Segments.FirstOrDefault(s => s.Key == unit.Key)?.Description;
        Recent entries = view?.RecentEntries ?? default;
        Recent exits = view?.RecentExits ?? default;
        var spend = new Money(view?.SpendMillionths ?? 0);
        return new(
            segment.Address,
            segment.Key,
            unit.IsSegmentation ? unit.Key : null,
            segment.Name,
            description,
            segment.Color,
            segment.Map,
            segment.When,
            segment.When is null ? Sentence.Everybody : Sentence.OfRule(segment.When),
            segment.When is null,
            catalog.Version,
            "live",
            1,
            view is { AsOfMs: > 0 } ? new Instant(view.AsOfMs) : null,
            view?.Members ?? 0,
            CountsOf(entries),
            CountsOf(exits),
            new(entries.Minute - exits.Minute, entries.Hour - exits.Hour, entries.Day - exits.Day),
            spend,
            spend.Per(view?.Members ?? 0),
            view?.PartitionsMissing ?? 0,
            view?.Failing is { } failing
                ? new(failing.Count, new Instant(failing.AtMs), failing.Customer.ToString(), failing.Error)
                : null);
    }

    private static Counts CountsOf(Recent recent) => new(recent.Minute, recent.Hour, recent.Day);
}
