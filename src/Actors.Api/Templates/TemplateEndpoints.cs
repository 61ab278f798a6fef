using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Api.OpenApi;
using Actors.Api.Segments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Templates;

/// <summary><c>/api/templates</c>: the classic segments, ready-made; one call defines one.</summary>
internal static class TemplateEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder templates = app.MapGroup("/api/templates").WithTags("Segments").RequireAuthorization(Policies.Viewer);
        templates.MapGet("", All).WithSummary("Ready-made segments and segmentations").Produces<TemplateList>();
        templates.MapPost("{key}", Use).RequireAuthorization(Policies.Editor)
            .WithSummary("Defines the segment or segmentation of a template; answers once it is live")
            .Accepts<TemplateBody>("application/json").WithExample(Examples.Template)
            .Produces<TemplateUsed>(201).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static IResult All() => TypedResults.Json(
        new TemplateList([.. TemplateShelf.All.Select(TemplateReport.Of)], null), ApiJson.Default.TemplateList);

    private static async Task<IResult> Use(string key, HttpContext context, DefinitionChanges changes)
    {
        Template template = TemplateShelf.All.FirstOrDefault(t => t.Key == key) ?? throw new ApiException(404, $"There is no template '{key}'.");
        TemplateBody body = await JsonBody.Read(context, ApiJson.Default.TemplateBody);
        string language = body.Language ?? "en";
        if (language is not ("en" or "fr"))
        {
            throw JsonBody.Malformed("/language", "en or fr is expected");
        }
        if (template.Unavailable is { } why)
        {
            throw new ApiException(422, why);
        }
        string address = string.IsNullOrEmpty(body.Key) ? template.Key : body.Key;
        if (template.Segments is null)
        {
            await changes.Put(context.Request, template.Segment(address, language), mustBeNew: true);
        }
        else
        {
            await changes.Put(context.Request, template.Segmentation(address, language), mustBeNew: true);
        }
        return TypedResults.Json(
            new TemplateUsed(template.Segments is null ? "segment" : "segmentation", address), ApiJson.Default.TemplateUsed, statusCode: 201);
    }
}

/// <summary>How a template is to be used.</summary>
/// <param name="Key">The key it gets; without, the template's own.</param>
/// <param name="Language">Of its names: <c>en</c> (without) or <c>fr</c>.</param>
internal sealed record TemplateBody(string? Key = null, string? Language = null);

/// <param name="Kind"><c>segment</c> or <c>segmentation</c>.</param>
internal sealed record TemplateUsed(string Kind, string Key);

/// <summary>A ready-made segment or segmentation.</summary>
/// <param name="Kind"><c>segment</c> or <c>segmentation</c>.</param>
/// <param name="Events">The events that must be sent for it to say anything.</param>
/// <param name="Available">Whether it can be used now.</param>
/// <param name="Reason">Why not.</param>
/// <param name="When">The rule of a segment.</param>
/// <param name="Segments">The segments of a segmentation, the last for everybody else.</param>
internal sealed record TemplateReport(
    string Key,
    string Kind,
    string NameEn,
    string NameFr,
    string DescriptionEn,
    string DescriptionFr,
    IReadOnlyList<string> Events,
    bool Available,
    string? Reason,
    string? When,
    IReadOnlyList<TemplateCaseReport>? Segments)
{
    public static TemplateReport Of(Template template) => new(
        template.Key,
        template.When is null ? "segmentation" : "segment",
        template.Name.En,
        template.Name.Fr,
        template.Description.En,
        template.Description.Fr,
        template.Events,
        template.Unavailable is null,
        template.Unavailable,
        template.When,
        template.Segments is null ? null : [.. template.Segments.Select(s => new TemplateCaseReport(s.Key, s.Name.En, s.Name.Fr, s.When))]);
}

/// <param name="When">Null: everybody else.</param>
internal sealed record TemplateCaseReport(string Key, string NameEn, string NameFr, string? When);

internal sealed record TemplateList(IReadOnlyList<TemplateReport> Items, string? Next);
