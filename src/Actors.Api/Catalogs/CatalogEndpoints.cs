using System.Text;
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

/// <summary><c>/api/catalog</c>: all definitions as one YAML file, one atomic version.</summary>
internal static class CatalogEndpoints
{
    private const string Yaml = "application/yaml";

    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder catalog = app.MapGroup("/api/catalog").WithTags("Segments")
            .RequireAuthorization(Policies.Viewer);
        catalog.MapGet("", Get).WithSummary("All definitions as YAML").Produces<string>(200, Yaml).ProducesProblem(404);
        catalog.MapPut("", Put).RequireAuthorization(Policies.Editor)
            .WithSummary("Replaces all definitions at once; answers once they are live")
            .Accepts<string>(Yaml).WithExample(Examples.Catalog).Produces<CatalogReport>().ProducesProblem(412)
            .ProducesProblem(422);
        app.MapPost("/api/catalog:check", Check).WithTags("Segments").RequireAuthorization(Policies.Viewer)
            .WithSummary("Checks definitions against what this server has seen, and changes nothing")
            .Accepts<string>(Yaml).WithExample(Examples.Catalog).Produces<CatalogCheck>().ProducesProblem(422);
    }

    private static IResult Get(HttpContext context, ICatalogs catalogs)
    {
        int version = context.Request.Query.Int("version", catalogs.Current.Version, 0, int.MaxValue);
        Catalog? catalog = version == catalogs.Current.Version ? catalogs.Current : catalogs.Version(version);
        if (catalog is null)
        {
            return Problem.Of(404, $"There is no version {version}.");
        }
        context.Response.Headers.ETag = TagOf(catalog.Version);
        return TypedResults.Text(CatalogYaml.Write(catalog.Definition), Yaml, Encoding.UTF8);
    }

    private static async Task<IResult> Put(HttpContext context, ICatalogs catalogs)
    {
        string text = await Text(context);
        CatalogSource source = CatalogYaml.Read(text);
        if (source.Definition is not { } definition)
        {
            throw Invalid(source.Errors);
        }
        CatalogChange change = await catalogs.Change(_ =>
        {
            EntityTags.Check(context.Request, TagOf(catalogs.Current.Version));
            return definition;
        });
        if (change.Kind == CatalogChangeKind.Invalid)
        {
            throw Invalid([.. change.Errors.Select(source.Locate)]);
        }
        context.Response.Headers.ETag = TagOf(change.Catalog.Version);
        return TypedResults.Json(
            new CatalogReport(
                change.Catalog.Version, "live", 1, [.. change.Warnings.Select(w => Error(source.Locate(w)))]),
            ApiJson.Default.CatalogReport);
    }

    private static async Task<IResult> Check(HttpContext context, ICatalogs catalogs)
    {
        CatalogSource source = CatalogYaml.Read(await Text(context));
        if (source.Definition is not { } definition)
        {
            throw Invalid(source.Errors);
        }
        CompileResult compiled = Catalog.Compile(definition, catalogs.Current, catalogs.Current.Version + 1);
        return compiled.Catalog is null
            ? throw Invalid([.. compiled.Errors.Select(source.Locate)])
            : TypedResults.Json(
                new CatalogCheck([.. compiled.Warnings.Concat(await catalogs.UnknownNames(definition)).Select(w => Error(source.Locate(w)))]),
                ApiJson.Default.CatalogCheck);
    }

    private static async ValueTask<string> Text(HttpContext context)
    {
        string type = (context.Request.ContentType ?? Yaml).Split(';')[0].Trim().ToLowerInvariant();
        if (type is not (Yaml or "application/x-yaml" or "text/yaml" or "text/x-yaml" or "text/plain"))
        {
            throw new ApiException(415, $"Content-Type {Yaml} is expected.");
        }
        byte[] bytes = await BoundedBody.Read(context, YamlLoader.CharactersMax);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (ArgumentException)
        {
            throw JsonBody.Malformed("", "the file is not UTF-8");
        }
    }

    private static ApiException Invalid(IReadOnlyList<CatalogFileError> errors) =>
        new(422, "The catalog cannot be used; nothing was changed.", [.. errors.Select(Error)]);

    private static ApiError Error(CatalogFileError error) => new(
        error.Pointer,
        error.Detail,
        error.Line,
        error.Column,
        error.RuleLine == 0 ? null : error.RuleLine,
        error.RuleColumn == 0 ? null : error.RuleColumn);

    /// <summary>The tag of a version.</summary>
    public static string TagOf(int version) => $"\"{version}\"";
}

/// <summary>A catalog version that took effect.</summary>
/// <param name="Warnings">What is allowed but probably not meant.</param>
internal sealed record CatalogReport(int Version, string State, double Progress, IReadOnlyList<ApiError> Warnings);
