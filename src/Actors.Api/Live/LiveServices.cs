using Actors.Api.Access;
using Actors.Engine.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Api.Live;

/// <summary>The live hub of the dashboard.</summary>
public static class LiveServices
{
    /// <summary>Where the hub is.</summary>
    public const string Path = "/hubs/live";

    /// <summary>Registers the hub. The engine's services must be registered too.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR(options =>
        {
            options.MaximumReceiveMessageSize = 8 * 1024;
            options.KeepAliveInterval = TimeSpan.FromSeconds(5);
            options.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
        });
        services.AddSingleton<LiveConnections>();
        services.AddSingleton<HubLifetimeManager<LiveHub>>(provider => provider.GetRequiredService<LiveConnections>());
        services.AddSingleton<ServerStats>().AddSingleton<LiveTopics>().AddSingleton<LiveBroadcaster>();
        return services.AddSingleton(provider => new LiveSources(
            provider.GetRequiredService<ICatalogs>(), provider.GetRequiredService<ISegments>(),
            provider.GetRequiredService<IShopClock>(), provider.GetRequiredService<ServerStats>()));
    }

    /// <summary>Maps the hub; every role but write keys may watch. Call after authentication and authorization are in place.</summary>
    public static WebApplication MapLive(this WebApplication app)
    {
        app.MapHub<LiveHub>(Path, options => options.AllowStatefulReconnects = true).RequireAuthorization(Policies.Viewer);
        return app;
    }
}
