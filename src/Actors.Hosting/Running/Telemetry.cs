using System.Diagnostics.Metrics;
using Actors.Engine.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Actors.Hosting.Running;

/// <summary>
/// Traces and metrics by OTLP, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to, or <c>OTEL_EXPORTER_OTLP_METRICS_ENDPOINT</c>
/// and <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c> for one of them.
/// </summary>
internal sealed class Telemetry : IDisposable
{
    private readonly Meter _meter = new("Actors");
    private readonly OpenTelemetrySdk _sdk;

    private Telemetry(IHealth health)
    {
        _meter.CreateObservableCounter("actors.events.accepted", () => health.Counters.EventsAccepted, "{event}");
        _meter.CreateObservableCounter("actors.events.duplicate", () => health.Counters.Duplicates, "{event}");
        _meter.CreateObservableCounter("actors.events.refused", () => health.Counters.Refused, "{event}");
        _meter.CreateObservableCounter("actors.migrations", () => health.Counters.Migrations, "{migration}");
        _meter.CreateObservableCounter(
            "actors.migrations.by_clock", () => health.Counters.ClockMigrations, "{migration}");
        _meter.CreateObservableCounter("actors.rule_failures", () => health.Counters.RuleFailures, "{failure}");
        _meter.CreateObservableGauge("actors.event_to_migration.p95", () => health.Counters.EventToMigration.P95, "ms");
        _meter.CreateObservableGauge("actors.clock_lateness.p95", () => health.Counters.ClockLateness.P95, "ms");
        _meter.CreateObservableGauge("actors.customers", () => health.Counters.Customers, "{customer}");
        _meter.CreateObservableGauge("actors.customers.resident", () => health.Counters.Resident, "{customer}");
        _meter.CreateObservableGauge("actors.log", () => health.Counters.LogBytes, "By");
        _sdk = OpenTelemetrySdk.Create(sdk =>
        {
            sdk.ConfigureResource(resource => resource.AddService("actors")).UseOtlpExporter();
            // A signal without an address would be sent to the default one.
            if (IsSent("TRACES"))
            {
                sdk.WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore"));
            }
            if (IsSent("METRICS"))
            {
                sdk.WithMetrics(metrics => metrics.AddMeter("Actors", "System.Runtime")
                    .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"));
            }
        });
    }

    /// <summary>Null: nothing is configured, nothing leaves the machine.</summary>
    public static Telemetry? Start(IHealth health) => IsSent("METRICS") || IsSent("TRACES") ? new(health) : null;

    /// <summary>Called before the web server is built: has requests say their method and route in traces, which costs something for each.</summary>
    public static void Prepare()
    {
        if (IsSent("TRACES"))
        {
            AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        }
    }

    /// <summary>Names each request's span by method and route, as OpenTelemetry's conventions ask: the web server gives all the same name.</summary>
    public static void NameRequests(IApplicationBuilder app)
    {
        if (IsSent("TRACES"))
        {
            app.Use(async (context, next) =>
            {
                await next(context);
                // Only now is it known.
                if (context.Features.Get<IHttpActivityFeature>() is { Activity: var span } && context.GetEndpoint() is RouteEndpoint endpoint)
                {
                    span.DisplayName = $"{context.Request.Method} {endpoint.RoutePattern.RawText}";
                }
            });
        }
    }

    public void Dispose()
    {
        _sdk.Dispose();
        _meter.Dispose();
    }

    private static bool IsSent(string signal) => IsSet("OTEL_EXPORTER_OTLP_ENDPOINT") || IsSet($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT");

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
