using System.Text.Json.Serialization.Metadata;
using Actors.Api.Errors;
using Microsoft.AspNetCore.Http;

namespace Actors.Api.Segments;

/// <summary>Answers a read or a change of one definition: its report, with the entity tag that guards the next change.</summary>
internal static class DefinitionAnswer
{
    /// <param name="tag">Null: the catalog has no such definition.</param>
    public static IResult Of<T>(HttpContext context, string? tag, T? report, JsonTypeInfo<T> json, int status)
        where T : class
    {
        if (tag is null || report is null)
        {
            return Problem.Of(404, "There is no such definition.");
        }
        context.Response.Headers.ETag = tag;
        return TypedResults.Json(report, json, statusCode: status);
    }

    /// <summary>A definition without a name is called by its key.</summary>
    public static string NameOf(string? name, string key) => string.IsNullOrEmpty(name) ? key : name;
}
