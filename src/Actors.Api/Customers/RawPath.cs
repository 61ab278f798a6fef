using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.Api.Customers;

/// <summary>Reads a part of the path as the client wrote it.</summary>
/// <remarks>The server leaves <c>%2F</c> undecoded but decodes <c>%252F</c> to the same text: an id with a slash, and
/// one with the three characters <c>%2F</c>, would be one.</remarks>
internal static class RawPath
{
    /// <summary>
    /// Part <paramref name="index"/> between slashes (0 is empty, before the first), decoded; null when there is no raw
    /// path.
    /// </summary>
    public static string? Segment(HttpContext context, int index)
    {
        string? raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (raw is null || !raw.StartsWith('/') || context.Request.PathBase.HasValue)
        {
            return null;
        }
        string[] parts = raw.Split('?')[0].Split('/');
        return index < parts.Length && parts[index].Length > 0 ? Uri.UnescapeDataString(parts[index]) : null;
    }
}
