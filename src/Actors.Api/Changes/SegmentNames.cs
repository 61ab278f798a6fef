using System.Collections.Concurrent;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;

namespace Actors.Api.Changes;

/// <summary>Addresses of segments and keys of units by their numbers, those of earlier catalog versions too.</summary>
/// <remarks>A number is never given to another, so what was found once stays true.</remarks>
internal sealed class SegmentNames(ICatalogs catalogs)
{
    private readonly ConcurrentDictionary<int, Segment> _segments = [];
    private readonly ConcurrentDictionary<int, Unit> _units = [];

    /// <summary>Of all amounts, ISO 4217.</summary>
    public string Currency => catalogs.Current.Definition.Currency;

    /// <summary>The address of a segment; null for none (outside).</summary>
    public string? Of(int segment)
    {
        if (segment == Migration.None)
        {
            return null;
        }
        if (!_segments.TryGetValue(segment, out Segment? found) && Newest(segment) is { } searched)
        {
            found = _segments[segment] = searched;
        }
        return found?.Address ?? $"#{segment}";
    }

    /// <summary>The key of a unit if it is a segmentation, else null.</summary>
    public string? SegmentationOf(int unit) => Unit(unit) is { IsSegmentation: true } found ? found.Key : null;

    /// <summary>The name for people of a segment, as the newest version that has it says.</summary>
    public string NameOf(int segment) => Newest(segment)?.Name ?? $"#{segment}";

    private Segment? Newest(int segment) =>
        Search(c => c.Units.SelectMany(u => u.Segments).FirstOrDefault(s => s.Id == segment));

    private Unit? Unit(int unit)
    {
        if (!_units.TryGetValue(unit, out Unit? found)
            && Search(c => c.Units.FirstOrDefault(u => u.Id == unit)) is { } searched)
        {
            found = _units[unit] = searched;
        }
        return found;
    }

    private T? Search<T>(Func<Catalog, T?> find) where T : class
    {
        Catalog? current = catalogs.Current;
        // A change may be published an instant before its version is the current one.
        T? found = find(current) ?? (catalogs.Version(current.Version + 1) is { } next ? find(next) : null);
        for (int version = current.Version - 1; found is null && version > 0; version--)
        {
            found = catalogs.Version(version) is { } earlier ? find(earlier) : null;
        }
        return found;
    }
}
