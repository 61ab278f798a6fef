using System.Text.Json;
using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Api.OpenApi;
using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Json;
using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Speaking;
using Actors.Segmentation.Language.Tree;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Rules;

/// <summary><c>/api/segments:parse</c>: a rule as text and as tree, for whoever builds one of the other.</summary>
internal static class RuleEndpoint
{
    /// <summary>Trees nest some levels of JSON for each of a rule's.</summary>
    private const int DepthMax = 512;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/segments:parse", (Delegate)Parse).WithTags("Segments").RequireAuthorization(Policies.Viewer)
            .WithSummary("A rule's tree from its text, or its text from a tree; and what it says in plain words")
            .Accepts<RuleBody>("application/json").WithExample(Examples.Rule).Produces<RuleReport>().ProducesProblem(400).ProducesProblem(422);

    private static async Task<IResult> Parse(HttpContext context)
    {
        using JsonDocument body = Body(await JsonBody.Bytes(context));
        JsonElement root = body.RootElement;
        bool isObject = root.ValueKind == JsonValueKind.Object;
        if (isObject && root.TryGetProperty("tree", out JsonElement tree))
        {
            return Answer("/tree", TreeReader.Read(tree));
        }
        return isObject && root.TryGetProperty("when", out JsonElement when) && when.ValueKind == JsonValueKind.String
            ? Answer("/when", SegmentParser.Parse(Text(when)))
            : throw JsonBody.Malformed("/when", "a rule is expected, or its tree");
    }

    private static IResult Answer(string pointer, ParseResult parsed)
    {
        if (parsed.Condition is not { } rule)
        {
            throw new ApiException(
                422, "The rule cannot be used.", [.. parsed.Errors.Select(error => new ApiError(pointer, error.Message, error.Line, error.Column))]);
        }
        using var written = new MemoryStream();
        using (var json = new Utf8JsonWriter(written))
        {
            Write(json, rule);
        }
        return TypedResults.Bytes(written.ToArray(), "application/json");
    }

    private static void Write(Utf8JsonWriter json, Condition rule)
    {
        Sentence sentence = Sentence.Of(rule);
        json.WriteStartObject();
        json.WriteString("when", Printer.Print(rule));
        json.WriteStartObject("sentence");
        json.WriteString("en", sentence.En);
        json.WriteString("fr", sentence.Fr);
        json.WriteEndObject();
        json.WritePropertyName("tree");
        TreeWriter.Write(json, rule);
        json.WriteEndObject();
    }

    private static JsonDocument Body(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = DepthMax });
        }
        catch (JsonException exception)
        {
            throw JsonBody.Malformed("", $"malformed JSON (at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})");
        }
    }

    private static string Text(JsonElement when)
    {
        try
        {
            return when.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw JsonBody.Malformed("/when", "a text is no valid Unicode");
        }
    }
}

/// <summary>A rule, as text or as tree.</summary>
/// <param name="When">The text.</param>
/// <param name="Tree">The tree; it goes before the text.</param>
internal sealed record RuleBody(string? When = null, JsonElement? Tree = null);

/// <summary>A rule in all its forms.</summary>
/// <param name="When">Canonical text: two trees are the same if and only if their texts are.</param>
/// <param name="Tree">Nodes of <c>{type, line, column, length, …}</c>, with the places in the text that was read.</param>
internal sealed record RuleReport(string When, Sentence Sentence, JsonElement Tree);
