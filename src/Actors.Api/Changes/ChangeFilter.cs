using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Engine.Seam;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Microsoft.AspNetCore.Http;

namespace Actors.Api.Changes;

/// <summary>
/// Which changes a reader asks for: <c>segment</c>, <c>segmentation</c> and <c>type</c>, each several times or by
/// commas.
/// </summary>
internal static class ChangeFilter
{
    /// <summary>Null: all.</summary>
    public static Func<PublishedMigration, bool>? Of(IQueryCollection query, Catalog catalog)
    {
        HashSet<int> segments = [.. query.Texts("segment").Select(a => catalog.TryFind(a, out Segment? segment)
            ? segment.Id
            : throw ApiException.Query("segment", $"there is no segment {a}"))];
        HashSet<int> units = [.. query.Texts("segmentation")
            .Select(k => catalog.Units.FirstOrDefault(u => u.Key == k)?.Id
                ?? throw ApiException.Query("segmentation", $"there is no segmentation {k}"))];
        HashSet<ChangeType> types = [.. query.Texts("type").Select(TypeOf)];
        if (segments.Count == 0 && units.Count == 0 && types.Count == 0)
        {
            return null;
        }
        bool everywhere = segments.Count == 0 && units.Count == 0;
        return published =>
        {
            Migration m = published.Migration;
            bool here = everywhere || units.Contains(m.Unit) || segments.Contains(m.From) || segments.Contains(m.To);
            return here && (types.Count == 0 || types.Contains(Change.TypeOf(m)));
        };
    }

    private static ChangeType TypeOf(string text) => text switch
    {
        "entered" => ChangeType.Entered,
        "exited" => ChangeType.Exited,
        "moved" => ChangeType.Moved,
        _ => throw ApiException.Query("type", "entered, exited or moved is expected"),
    };
}
