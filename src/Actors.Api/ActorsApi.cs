using Actors.Api.Access;
using Actors.Api.CloudEvents;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Api.Tracking;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.ObjectPool;

namespace Actors.Api;

/// <summary>The HTTP interface: events in, definitions, customers, segments and changes out.</summary>
public static class ActorsApi
{
    /// <summary>Registers the interface. The engine's services must be registered too, before it.</summary>
    public static IServiceCollection AddActorsApi(this IServiceCollection services, ActorsApiOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<KeyRing>().AddSingleton<SessionStore>().AddSingleton<RequestLimits>().AddHostedService<AccessStartup>();
        services.AddSingleton<WriteKeys>().AddSingleton<ItemSender>().AddSingleton<IngestCounters>();
        services.AddSingleton<TrackingEndpoints>().AddSingleton<CloudEventEndpoint>();
        services.AddSingleton<ObjectPool<BatchParser>>(_ => ObjectPool.Create<BatchParser>());
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        services.AddAuthentication(TokenAuthentication.Scheme)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Scheme, null);
        Policies.Add(services.AddAuthorizationBuilder());
        return services;
    }

    /// <summary>Maps all endpoints and what guards them. Call before anything that should be guarded too.</summary>
    public static WebApplication MapActorsApi(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        if (app.Services.GetRequiredService<ActorsApiOptions>().OpenLoopback)
        {
            app.UseMiddleware<OpenLoopbackGuard>();
        }
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<RequestLimiter>();
        app.UseAuthorization();
        app.Services.GetRequiredService<TrackingEndpoints>().Map(app);
        app.Services.GetRequiredService<CloudEventEndpoint>().Map(app);
        KeyEndpoints.Map(app);
        SessionEndpoints.Map(app);
        return app;
    }
}
