using System.Security.Claims;
using Actors.Api.Errors;
using Microsoft.AspNetCore.Http;

namespace Actors.Api.Access;

/// <summary>Limits <c>/api</c> by token, or by address where there is none (guessing tokens is slow then).</summary>
internal sealed class RequestLimiter(RequestDelegate next, RequestLimits limits)
{
    public Task Invoke(HttpContext context)
    {
        string who = context.User.FindFirstValue(TokenAuthentication.KeyClaim)
            ?? context.Connection.RemoteIpAddress?.ToString()
            ?? "local";
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || limits.AllowApi(who))
        {
            return next(context);
        }
        context.Response.Headers.RetryAfter = "1";
        return Problem.Write(context, 429, "Too many requests; wait a second.");
    }
}
