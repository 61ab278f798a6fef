using System.Security.Claims;
using System.Text.Encodings.Web;
using Actors.Api.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.Api.Access;

/// <summary>
/// Who asks: by Bearer token, by the dashboard's session cookie, or anybody on this machine where that is switched on.
/// </summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> scheme,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    KeyRing keys,
    SessionStore sessions,
    ActorsApiOptions options) : AuthenticationHandler<AuthenticationSchemeOptions>(scheme, loggers, encoder)
{
    public new const string Scheme = "Actors";
    public const string Cookie = "actors_session";
    public const string KeyClaim = "key";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Trackers carry write keys, which their own endpoints check.
        if (Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }
        AccessKey? key = FromHeader() ?? FromCookie();
        if (key is { Role: not Role.Write })
        {
            return Task.FromResult(AuthenticateResult.Success(Ticket(key.Role, key.Id, key.Name)));
        }
        return Task.FromResult(options.OpenLoopback
            ? AuthenticateResult.Success(Ticket(Role.Admin, "open", "open"))
            : AuthenticateResult.NoResult());
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Write(Context, 401, "A valid token is needed: Authorization: Bearer TOKEN.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Write(Context, 403, "The role of this token does not permit that.");

    private AccessKey? FromHeader()
    {
        string? header = Request.Headers.Authorization;
        return header is not null && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? keys.Find(header[7..].Trim())
            : null;
    }

    // SameSite=Strict lets other ports of this host through: the origin, where a browser names one, must be our own.
    private AccessKey? FromCookie() =>
        Request.Cookies.TryGetValue(Cookie, out string? id) && Origins.IsOwn(Request) ? sessions.Find(id) : null;

    private static AuthenticationTicket Ticket(Role role, string id, string name)
    {
        Claim[] claims = [new(ClaimTypes.Role, role.ToString()), new(KeyClaim, id), new(ClaimTypes.Name, name)];
        return new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme)), Scheme);
    }
}
