using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Api.OpenApi;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Catalogs;

/// <summary>The versions of the catalog: which there were, what changed from one to another, and the way back.</summary>
internal static class CatalogHistoryEndpoints
{
    private const int ItemsMax = 1_000;

    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder catalog = app.MapGroup("/api").WithTags("Segments").RequireAuthorization(Policies.Viewer);
        catalog.MapGet("catalog/versions", Versions).WithSummary("Every version of the catalog, the newest first")
            .Produces<CatalogVersionList>();
        catalog.MapGet("catalog/diff", Difference).WithSummary("What changes from one version to another")
            .Produces<CatalogDiffReport>().ProducesProblem(404);
        catalog.MapGet("catalog/change", Changing).WithSummary("The change under way, and how far it has come")
            .Produces<CatalogProgressReport>().ProducesProblem(404);
        catalog.MapDelete("catalog/change", GiveUp).RequireAuthorization(Policies.Editor)
            .WithSummary("Gives the change under way up, as long as nothing of it is saved").Produces(204).ProducesProblem(404).ProducesProblem(503);
        catalog.MapPost("catalog:rollback", Rollback).RequireAuthorization(Policies.Editor)
            .WithSummary("Makes the definitions of an earlier version the newest one; answers once they are live")
            .Accepts<RollbackBody>("application/json").WithExample(Examples.Rollback)
            .Produces<CatalogReport>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(422);
    }

    private static IResult Versions(HttpContext context, ICatalogs catalogs)
    {
        int limit = context.Request.Query.Int("limit", 100, 1, ItemsMax);
        int before = context.Request.Query.Int("before", int.MaxValue, 1, int.MaxValue);
        CatalogVersion[] found = [.. catalogs.History.Where(made => made.Version < before).Take(limit + 1)];
        CatalogVersionReport[] items = [.. found.Take(limit).Select(made => new CatalogVersionReport(
            made.Version,
            made.SavedAtMs == 0 ? null : new Instant(made.SavedAtMs),
            made.Version == catalogs.Current.Version,
            made.Table,
            made.Table is null ? Edits(catalogs, made.Version - 1, made.Version) : []))];
        string? next = found.Length > limit ? items[^1].Version.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
        return TypedResults.Json(new CatalogVersionList(items, next), ApiJson.Default.CatalogVersionList);
    }

    private static IResult Difference(HttpContext context, ICatalogs catalogs)
    {
        int to = context.Request.Query.Int("to", catalogs.Current.Version, 0, int.MaxValue);
        int from = context.Request.Query.Int("from", Math.Max(0, to - 1), 0, int.MaxValue);
        Version(catalogs, from);
        Version(catalogs, to);
        return TypedResults.Json(new CatalogDiffReport(from, to, Edits(catalogs, from, to), null), ApiJson.Default.CatalogDiffReport);
    }

    private static async Task<IResult> Rollback(HttpContext context, ICatalogs catalogs)
    {
        RollbackBody body = await JsonBody.Read(context, ApiJson.Default.RollbackBody);
        CatalogDefinition definition = Version(catalogs, body.Version).Definition;
        CatalogChange change = await catalogs.Change(_ =>
        {
            EntityTags.Check(context.Request, CatalogEndpoints.TagOf(catalogs.Current.Version));
            return definition;
        });
        if (change.Kind == CatalogChangeKind.Invalid)
        {
            throw new ApiException(
                422, "That version cannot be used any more.", [.. change.Errors.Select(e => new ApiError(e.Pointer, e.Detail))]);
        }
        context.Response.Headers.ETag = CatalogEndpoints.TagOf(change.Catalog.Version);
        return TypedResults.Json(new CatalogReport(change.Catalog.Version, "live", 1, []), ApiJson.Default.CatalogReport);
    }

    private static IResult Changing(ICatalogs catalogs)
    {
        CatalogProgressReport? report = catalogs switch
        {
            { UnderWay: { } progress } => new(progress.Version, progress.IsSwitching ? "switching" : "reading", progress.Share),
            { Unfinished: { } left } => new(left.Version, "unfinished", 0, left.Reason),
            _ => null,
        };
        return report is null ? Problem.Of(404, "No change is under way.") : TypedResults.Json(report, ApiJson.Default.CatalogProgressReport);
    }

    private static async Task<IResult> GiveUp(ICatalogs catalogs) =>
        await catalogs.CancelChange() ? TypedResults.NoContent() : Problem.Of(404, "No change is under way that could still be given up.");

    private static Catalog Version(ICatalogs catalogs, int version) =>
        catalogs.Version(version) ?? throw new ApiException(404, $"There is no version {version}.");

    private static IReadOnlyList<CatalogEditReport> Edits(ICatalogs catalogs, int from, int to) =>
        catalogs.Version(from) is not { } before || catalogs.Version(to) is not { } after ? []
        : [.. CatalogDifference.Between(before.Definition, after.Definition).Select(edit => new CatalogEditReport(
            edit.Before is null ? "added" : edit.After is null ? "removed" : "changed", edit.Address, edit.Before, edit.After))];
}

/// <summary>The version whose definitions are wanted back.</summary>
internal sealed record RollbackBody(int Version);

/// <summary>One version.</summary>
/// <param name="At">When it was made, by the server's clock; null: not noted.</param>
/// <param name="Table">The lookup table that it set; null: definitions.</param>
/// <param name="Changes">What it changed.</param>
internal sealed record CatalogVersionReport(int Version, Instant? At, bool Current, string? Table, IReadOnlyList<CatalogEditReport> Changes);

/// <summary>One thing that changed.</summary>
/// <param name="Kind"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
/// <param name="Address">A segment's address, a segmentation's key (its order), or a setting; of names, <c>name</c> and a segment's address, or a segmentation's key with a
/// slash behind it.</param>
internal sealed record CatalogEditReport(string Kind, string Address, string? Before, string? After);

/// <param name="Next">For <c>before</c>, to go on to older ones; null at the end.</param>
internal sealed record CatalogVersionList(IReadOnlyList<CatalogVersionReport> Items, string? Next);

internal sealed record CatalogDiffReport(int From, int To, IReadOnlyList<CatalogEditReport> Items, string? Next);

/// <summary>A change under way.</summary>
/// <param name="State"><c>reading</c>: the past that it needs is read, the old definitions decide, and it can be given up. <c>switching</c>: customers come under
/// the new ones. <c>unfinished</c>: the last start took it up in vain, the next one tries again, and it can be given up.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="Reason">Why it is unfinished.</param>
internal sealed record CatalogProgressReport(int Version, string State, double Progress, string? Reason = null);
