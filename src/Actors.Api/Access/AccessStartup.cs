using Microsoft.Extensions.Hosting;

namespace Actors.Api.Access;

/// <summary>Loads keys and sessions before the server listens.</summary>
internal sealed class AccessStartup(KeyRing keys, SessionStore sessions) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await keys.Load(cancellationToken);
        await sessions.Load(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
