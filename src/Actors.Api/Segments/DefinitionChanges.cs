using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;
using Microsoft.AspNetCore.Http;

namespace Actors.Api.Segments;

/// <summary>Changes one definition of the catalog, and tells errors by the places of what was sent.</summary>
internal sealed class DefinitionChanges(ICatalogs catalogs)
{
    /// <summary>Defines or replaces an overlapping segment.</summary>
    public ValueTask<DefinitionChange> Put(HttpRequest request, SegmentDefinition segment, bool mustBeNew = false) => Put(
        request, c => c.Segments, (c, list) => c with { Segments = list },
        s => s.Key, segment, TagOf, "/segments", mustBeNew);

    /// <summary>Defines or replaces a segmentation.</summary>
    public ValueTask<DefinitionChange> Put(HttpRequest request, SegmentationDefinition segmentation, bool mustBeNew = false) => Put(
        request, c => c.Segmentations, (c, list) => c with { Segmentations = list },
        s => s.Key, segmentation, TagOf, "/segmentations", mustBeNew);

    public ValueTask DeleteSegment(HttpRequest request, string key) => Delete(
        request, c => c.Segments, (c, list) => c with { Segments = list }, s => s.Key == key, TagOf);

    public ValueTask DeleteSegmentation(HttpRequest request, string key) => Delete(
        request, c => c.Segmentations, (c, list) => c with { Segmentations = list }, s => s.Key == key, TagOf);

    public static string TagOf(SegmentDefinition segment) => EntityTags.Of(segment, ApiJson.Default.SegmentDefinition);

    public static string TagOf(SegmentationDefinition segmentation) =>
        EntityTags.Of(segmentation, ApiJson.Default.SegmentationDefinition);

    private async ValueTask<DefinitionChange> Put<T>(
        HttpRequest request,
        Func<CatalogDefinition, IReadOnlyList<T>> listOf,
        Func<CatalogDefinition, IReadOnlyList<T>, CatalogDefinition> with,
        Func<T, string> keyOf,
        T definition,
        Func<T, string> tagOf,
        string section,
        bool mustBeNew) where T : class
    {
        bool created = false;
        int place = 0;
        CatalogDefinition? next = null;
        CatalogChange change = await catalogs.Change(current =>
        {
            List<T> list = [.. listOf(current)];
            place = list.FindIndex(d => keyOf(d) == keyOf(definition));
            EntityTags.Check(request, place < 0 ? null : tagOf(list[place]));
            created = place < 0;
            if (mustBeNew && !created)
            {
                throw new ApiException(409, $"The key '{keyOf(definition)}' is taken: give another one.");
            }
            if (created)
            {
                place = list.Count;
                list.Add(definition);
            }
            else
            {
                list[place] = definition;
            }
            return next = with(current, list);
        });
        string sent = $"{section}/{place}";
        if (change.Kind == CatalogChangeKind.Invalid)
        {
            throw new ApiException(
                422, "The definition cannot be used.", [.. change.Errors.Select(e => Place(e, sent, next!))]);
        }
        return new DefinitionChange(
            created, [.. change.Warnings.Where(w => w.Pointer.StartsWith(sent + "/", StringComparison.Ordinal)).Select(w => Place(w, sent, next!))]);
    }

    private async ValueTask Delete<T>(
        HttpRequest request,
        Func<CatalogDefinition, IReadOnlyList<T>> listOf,
        Func<CatalogDefinition, IReadOnlyList<T>, CatalogDefinition> with,
        Predicate<T> isIt,
        Func<T, string> tagOf) where T : class
    {
        CatalogDefinition? next = null;
        CatalogChange change = await catalogs.Change(current =>
        {
            List<T> list = [.. listOf(current)];
            int place = list.FindIndex(isIt);
            if (place < 0)
            {
                throw new ApiException(404, "There is no such definition.");
            }
            EntityTags.Check(request, tagOf(list[place]));
            list.RemoveAt(place);
            return next = with(current, list);
        });
        if (change.Kind == CatalogChangeKind.Invalid)
        {
            ProblemBody refused = Problem.Body(409, "Other definitions refer to it; change them first.");
            IEnumerable<string> dependants = change.Errors
                .Select(e => DefinitionPlaces.AddressOf(e.Pointer, next!) ?? e.Pointer);
            throw new ApiException(refused with { Dependants = [.. dependants.Distinct()] });
        }
    }

    /// <summary>Pointers are told from what was sent; an error elsewhere names the definition it is in.</summary>
    private static ApiError Place(CatalogError error, string sent, CatalogDefinition catalog)
    {
        bool here = error.Pointer == sent || error.Pointer.StartsWith(sent + "/", StringComparison.Ordinal);
        string? other = here ? null : DefinitionPlaces.AddressOf(error.Pointer, catalog);
        return new ApiError(
            here ? error.Pointer[sent.Length..] : "",
            other is null ? error.Detail : $"in {other}: {error.Detail}",
            error.Line == 0 ? null : error.Line,
            error.Column == 0 ? null : error.Column);
    }
}
