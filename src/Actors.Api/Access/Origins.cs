using System.Net;
using Microsoft.AspNetCore.Http;

namespace Actors.Api.Access;

/// <summary>Where a browser's request comes from.</summary>
internal static class Origins
{
    /// <summary>
    /// Whether the request names no origin (no browser, or a plain navigation), or this server's own.
    /// </summary>
    public static bool IsOwn(HttpRequest request) =>
        OriginOf(request) is not { } origin
        || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
            && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the request names no origin, or one on this machine.</summary>
    public static bool IsLocal(HttpRequest request) =>
        OriginOf(request) is not { } origin || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
            && uri.IsLoopback);

    public static bool IsLoopbackHost(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static string? OriginOf(HttpRequest request) =>
        request.Headers.Origin is [{ Length: > 0 } origin, ..] ? origin : null;
}
