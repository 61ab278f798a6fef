using System.Net.Http.Json;
using System.Net.Sockets;
using Actors.Server.Tests.Processes;

namespace Actors.Server.Tests.Telemetry;

/// <summary>What leaves the server for a monitoring system, where one is named, and that nothing does where none is.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const int DefaultPort = 4318;
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Interval = "OTEL_METRIC_EXPORT_INTERVAL";

    private static readonly string[] Metrics =
    [
        "actors.events.accepted", "actors.events.duplicate", "actors.events.refused", "actors.migrations", "actors.migrations.by_clock",
        "actors.event_to_migration.p95", "actors.clock_lateness.p95", "actors.customers", "actors.customers.resident", "actors.log",
        "http.server.request.duration",
    ];

    private readonly string _data = Directory.CreateTempSubdirectory("actors-telemetry-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Metrics_and_traces_arrive_where_the_environment_says()
    {
        await using Collector collector = await Collector.Start();
        await using ServerProcess server = await Serve(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", $"{collector.Address}"), (Protocol, "http/protobuf"), (Interval, "200"));
        await Order(server);

        // The request's own duration is known only when it has ended, which may be an export later.
        bool IsWhole(Collector.Export e) => e.Signal == "metrics" && Otlp.Sums(e.Body, "actors.events.accepted").Contains(1)
            && Otlp.MetricNames(e.Body).Contains("http.server.request.duration");
        await collector.Until(exports => exports.Any(IsWhole));
        Collector.Export metrics = collector.Exports.First(IsWhole);
        metrics.ContentType.ShouldBe("application/x-protobuf");
        Metrics.Except(Otlp.MetricNames(metrics.Body)).ShouldBeEmpty();
        Otlp.Resource(metrics.Body).ShouldContain("actors");

        (await server.Stop()).ShouldBe(0);
        collector.Exports.Where(e => e.Signal == "traces").SelectMany(e => Otlp.SpanNames(e.Body)).ShouldContain("POST /v1/track");
    }

    [Fact]
    public async Task One_signal_alone_goes_where_it_alone_is_sent_and_what_is_left_goes_out_with_the_stop()
    {
        await using Collector collector = await Collector.Start();
        await using ServerProcess server = await Serve(
            ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", $"{collector.Address}v1/metrics"), (Protocol, "http/protobuf"));
        await Order(server);
        (await server.Stop()).ShouldBe(0);
        collector.Exports.ShouldAllBe(e => e.Signal == "metrics");
        collector.Exports.SelectMany(e => Otlp.Sums(e.Body, "actors.events.accepted")).ShouldContain(1);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_disturbs_nobody()
    {
        Uri gone;
        await using (Collector collector = await Collector.Start())
        {
            gone = collector.Address;
        }
        await using ServerProcess server = await Serve(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", $"{gone}"), (Protocol, "http/protobuf"), (Interval, "100"));
        await Order(server);
        (await server.Stop()).ShouldBe(0);
    }

    [DefaultPortFact]
    public async Task Where_nothing_is_said_nobody_is_called_not_even_where_receivers_are_by_default()
    {
        await using Collector collector = await Collector.Start(DefaultPort);
        await using ServerProcess server = await Serve((Protocol, "http/protobuf"), (Interval, "100"));
        await Order(server);
        // A stop sends what is left.
        (await server.Stop()).ShouldBe(0);
        collector.Exports.ShouldBeEmpty();
    }

    private Task<ServerProcess> Serve(params (string Name, string Value)[] environment) => ServerProcess.Serve(_data, environment);

    private static async Task Order(ServerProcess server)
    {
        using HttpResponseMessage answer =
            await server.Http.PostAsJsonAsync("/v1/track", new { userId = "ann", @event = "Order Completed", messageId = "1" });
        answer.IsSuccessStatusCode.ShouldBeTrue();
    }

    /// <summary>Skipped where something listens on the default port already, saying so.</summary>
    private sealed class DefaultPortFactAttribute : FactAttribute
    {
        public DefaultPortFactAttribute()
        {
            try
            {
                using var trial = new TcpListener(System.Net.IPAddress.Loopback, DefaultPort);
                trial.Start();
            }
            catch (SocketException)
            {
                Skip = $"something listens on port {DefaultPort} of this machine already";
            }
        }
    }
}
