using Actors.Api.Access;
using Actors.Api.Catalogs;
using Actors.Api.Changes;
using Actors.Api.CloudEvents;
using Actors.Api.Customers;
using Actors.Api.Errors;
using Actors.Api.Health;
using Actors.Api.Json;
using Actors.Api.OpenApi;
using Actors.Api.Previews;
using Actors.Api.Rules;
using Actors.Api.Segments;
using Actors.Api.Templates;
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
        services.AddSingleton<KeyRing>().AddSingleton<SessionStore>().AddSingleton<RequestLimits>()
            .AddHostedService<AccessStartup>();
        services.AddSingleton<AccessFollower>().AddHostedService(provider => provider.GetRequiredService<AccessFollower>());
        services.AddSingleton<WriteKeys>().AddSingleton<ItemSender>().AddSingleton<IngestCounters>();
        services.AddSingleton<TrackingEndpoints>().AddSingleton<CloudEventEndpoint>();
        services.AddSingleton<SegmentReports>().AddSingleton<DefinitionChanges>().AddSingleton<SegmentNames>();
        services.AddSingleton<CustomerReports>().AddSingleton<CustomerEndpoints>();
        services.AddSingleton<ChangeEndpoints>().AddSingleton<ChangeStream>().AddSingleton<MetricsPage>();
        services.AddSingleton<ObjectPool<BatchParser>>(_ => ObjectPool.Create<BatchParser>());
        services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        services.AddAuthentication(TokenAuthentication.Scheme)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Scheme, null);
        ApiDocument.Add(services);
        if (options.TrackingOrigins.Count > 0)
        {
            services.AddCors(cors => cors.AddPolicy(TrackingEndpoints.CorsPolicy, policy => policy
                .WithOrigins([.. options.TrackingOrigins]).WithMethods("POST").AllowAnyHeader()));
        }
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
        if (app.Services.GetRequiredService<ActorsApiOptions>().TrackingOrigins.Count > 0)
        {
            app.UseCors();
        }
        if (app.Services.GetRequiredService<ActorsApiOptions>().AccessFollow is not null)
        {
            AccessFollower follower = app.Services.GetRequiredService<AccessFollower>();
            app.Use(follower.Follow);
        }
        app.UseAuthentication();
        app.UseMiddleware<RequestLimiter>();
        app.UseAuthorization();
        app.Services.GetRequiredService<TrackingEndpoints>().Map(app);
        app.Services.GetRequiredService<CloudEventEndpoint>().Map(app);
        KeyEndpoints.Map(app);
        SessionEndpoints.Map(app);
        SegmentEndpoints.Map(app);
        SegmentationEndpoints.Map(app);
        FlowEndpoint.Map(app);
        CatalogEndpoints.Map(app);
        CatalogHistoryEndpoints.Map(app);
        TableEndpoints.Map(app);
        TemplateEndpoints.Map(app);
        PreviewEndpoints.Map(app);
        RuleEndpoint.Map(app);
        ContactEndpoint.Map(app);
        CustomerListEndpoint.Map(app);
        app.Services.GetRequiredService<CustomerEndpoints>().Map(app);
        app.Services.GetRequiredService<ChangeEndpoints>().Map(app);
        app.Services.GetRequiredService<ChangeStream>().Map(app);
        HealthEndpoints.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json");
        TimeEndpoints.Map(app);
        return app;
    }
}
