using System.Diagnostics.Metrics;
using Actors.Engine.Services;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Actors.Server.Hosting;

/// <summary>
/// Traces and metrics by OTLP, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> (and its companions) say where to.
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
        _meter.CreateObservableGauge("actors.event_to_migration.p95", () => health.Counters.EventToMigration.P95, "ms");
        _meter.CreateObservableGauge("actors.clock_lateness.p95", () => health.Counters.ClockLateness.P95, "ms");
        _meter.CreateObservableGauge("actors.customers", () => health.Counters.Customers, "{customer}");
        _meter.CreateObservableGauge("actors.customers.resident", () => health.Counters.Resident, "{customer}");
        _meter.CreateObservableGauge("actors.log", () => health.Counters.LogBytes, "By");
        _sdk = OpenTelemetrySdk.Create(sdk => sdk
            .ConfigureResource(resource => resource.AddService("actors"))
            .WithTracing(tracing => tracing.AddSource("Actors*", "Microsoft.AspNetCore").AddOtlpExporter())
            .WithMetrics(metrics => metrics
                .AddMeter("Actors", "System.Runtime")
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddOtlpExporter()));
    }

    /// <summary>Null: nothing is configured, nothing leaves the machine.</summary>
    public static Telemetry? Start(IHealth health) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")) ? null : new(health);

    public void Dispose()
    {
        _sdk.Dispose();
        _meter.Dispose();
    }
}
