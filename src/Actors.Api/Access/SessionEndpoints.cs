using System.Security.Claims;
using Actors.Api.Errors;
using Actors.Api.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Access;

/// <summary><c>/api/session</c>: signing in to the dashboard.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder session = app.MapGroup("/api/session").WithTags("Access");
        session.MapPost("", Open).WithSummary("Signs in with a token: sets the session cookie")
            .Accepts<SessionBody>("application/json").Produces<SessionView>().ProducesProblem(401);
        session.MapGet("", Current).WithSummary("Who is signed in").Produces<SessionView>().ProducesProblem(401);
        session.MapDelete("", Close).WithSummary("Signs out").Produces(204);
    }

    private static async Task<IResult> Open(
        HttpContext context, KeyRing keys, AccessFollower follower, SessionStore sessions, ActorsApiOptions options)
    {
        SessionBody body = await JsonBody.Read(context, ApiJson.Default.SessionBody);
        string token = body.Token ?? "";
        AccessKey? key = keys.Find(token) ?? (await follower.LookAgain(context.RequestAborted) ? keys.Find(token) : null);
        if (key is null or { Role: Role.Write } || !Origins.IsOwn(context.Request))
        {
            return Problem.Of(401, "This token is not valid.", new ApiError("/token", "unknown or revoked"));
        }
        (string id, StoredSession stored) = await sessions.Open(key, context.RequestAborted);
        context.Response.Cookies.Append(TokenAuthentication.Cookie, id, Attributes(context, stored.ExpiresAtMs));
        return TypedResults.Json(
            new SessionView(key.Role, key.Name, options.OpenLoopback), ApiJson.Default.SessionView);
    }

    private static async Task<IResult> Current(HttpContext context, ActorsApiOptions options)
    {
        AuthenticateResult who = await context.AuthenticateAsync(TokenAuthentication.Scheme);
        if (who.Principal is not { } principal)
        {
            return Problem.Of(401, "Nobody is signed in.");
        }
        Role role = Enum.Parse<Role>(principal.FindFirstValue(ClaimTypes.Role)!);
        string name = principal.FindFirstValue(ClaimTypes.Name)!;
        return TypedResults.Json(new SessionView(role, name, options.OpenLoopback), ApiJson.Default.SessionView);
    }

    private static async Task<IResult> Close(HttpContext context, SessionStore sessions)
    {
        if (context.Request.Cookies.TryGetValue(TokenAuthentication.Cookie, out string? id)
            && Origins.IsOwn(context.Request))
        {
            await sessions.Close(id, context.RequestAborted);
            context.Response.Cookies.Delete(TokenAuthentication.Cookie, Attributes(context, 0));
        }
        return TypedResults.NoContent();
    }

    private static CookieOptions Attributes(HttpContext context, long expiresAtMs) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        Expires = DateTimeOffset.FromUnixTimeMilliseconds(expiresAtMs),
    };
}

/// <summary>A token to sign in with.</summary>
internal sealed record SessionBody(string? Token);

/// <summary>Who is signed in.</summary>
/// <param name="Open">Whether this server lets anybody on its machine in without a token.</param>
internal sealed record SessionView(Role Role, string Name, bool Open);
