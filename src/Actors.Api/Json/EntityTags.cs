using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Api.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Actors.Api.Json;

/// <summary>Entity tags: two people who edit the same definition cannot overwrite each other unknowingly.</summary>
internal static class EntityTags
{
    /// <summary>A tag of what the definition says, whatever else changed in the catalog.</summary>
    public static string Of<T>(T definition, JsonTypeInfo<T> type) =>
        Quoted(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(definition, type)));

    /// <summary>Checks <c>If-Match</c> and <c>If-None-Match</c> against what stands now (null: nothing).</summary>
    /// <exception cref="ApiException">412.</exception>
    public static void Check(HttpRequest request, string? current)
    {
        string? match = request.Headers.IfMatch;
        string? noneMatch = request.Headers.IfNoneMatch;
        bool matches = match is null || Any(match, current);
        bool noneMatches = noneMatch is null || !Any(noneMatch, current);
        if (!matches || !noneMatches)
        {
            throw new ApiException(412, current is null
                ? "It does not exist any more."
                : $"It was changed meanwhile: read it again. Its ETag now is {current}.");
        }
    }

    private static string Quoted(byte[] hash) => $"\"{Convert.ToHexStringLower(hash.AsSpan(0, 8))}\"";

    private static bool Any(string header, string? current) =>
        current is not null
        && EntityTagHeaderValue.TryParseList([header], out IList<EntityTagHeaderValue>? tags)
        && tags.Any(t => t.Tag == "*" || t.Tag == current);
}
