using Actors.EventLog;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Actors.Api.Access;

/// <summary>
/// Where other processes serve the same store, what they make and revoke holds here too: all of it a moment later, and a credential
/// that is not known is looked for before it is refused.
/// </summary>
internal sealed class AccessFollower(KeyRing keys, SessionStore sessions, ActorsApiOptions options, TimeProvider time) : BackgroundService
{
    /// <summary>Unknown credentials cost a request of the store: of all who bring one, this often one.</summary>
    private static readonly TimeSpan LooksApart = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private Task? _next;
    private long? _lookedAt;

    /// <summary>Completes after a look at the store that began later than this call.</summary>
    public Task CatchUp()
    {
        lock (_gate)
        {
            return _next ??= Look();
        }
    }

    /// <summary>Waits for a look at the store, before a secret that came in a body is refused. False: nobody else serves the store.</summary>
    public async ValueTask<bool> LookAgain(CancellationToken cancellation)
    {
        if (options.AccessFollow is null)
        {
            return false;
        }
        await CatchUp().WaitAsync(cancellation);
        return true;
    }

    /// <summary>Has a request with a credential in its header or cookie that nobody here knows wait for a look at the store.</summary>
    public async Task Follow(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        string? header = request.Headers.Authorization;
        request.Cookies.TryGetValue(TokenAuthentication.Cookie, out string? session);
        bool isUnknown = string.IsNullOrEmpty(header) ? session is not null && sessions.Find(session) is null : Credentials.Find(header, keys) is null;
        if (isUnknown)
        {
            await CatchUp().WaitAsync(context.RequestAborted);
        }
        await next(context);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.AccessFollow is { } period)
        {
            await Task.Delay(period, time, stoppingToken);
            await CatchUp().WaitAsync(stoppingToken);
        }
    }

    private async Task Look()
    {
        await Task.Yield();
        TimeSpan since = _lookedAt is { } before ? time.GetElapsedTime(before) : LooksApart;
        if (since < LooksApart)
        {
            await Task.Delay(LooksApart - since, time);
        }
        lock (_gate)
        {
            // Whoever comes from here on waits for the next look.
            (_next, _lookedAt) = (null, time.GetTimestamp());
        }
        try
        {
            await keys.Refresh();
            await sessions.Refresh(CancellationToken.None);
        }
        catch (StorageException)
        {
            // What is known stays; the next look tries again.
        }
    }
}
