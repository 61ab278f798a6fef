using System.Net;
using Actors.Api.Errors;
using Microsoft.AspNetCore.Http;

namespace Actors.Api.Access;

/// <summary>
/// With <see cref="ActorsApiOptions.OpenLoopback"/>: only this machine is served, and no web page from elsewhere that a
/// browser on this machine happens to show (by its origin, or by a name that resolves to loopback).
/// </summary>
internal sealed class OpenLoopbackGuard(RequestDelegate next)
{
    public Task Invoke(HttpContext context)
    {
        IPAddress? remote = context.Connection.RemoteIpAddress;
        bool here = remote is null || IPAddress.IsLoopback(remote);
        return here && Origins.IsLoopbackHost(context.Request.Host) && Origins.IsLocal(context.Request)
            ? next(context)
            : Problem.Write(context, 403, "This server is open to its own machine only (--open-loopback).");
    }
}
