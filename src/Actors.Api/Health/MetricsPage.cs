using Actors.Api.Changes;
using Actors.Api.Tracking;
using Actors.Engine.Seam;
using Actors.Engine.Services;

namespace Actors.Api.Health;

/// <summary>All figures of this server for Prometheus.</summary>
internal sealed class MetricsPage(IHealth health, IngestCounters ingest, ChangeStream streams, ICatalogs catalogs, IShopClock clock)
{
    public async ValueTask<string> Text()
    {
        IReadOnlyList<PartitionStatus> partitions = await health.Partitions();
        EngineCounters engine = health.Counters;
        var text = new PrometheusText();
        text.Counter("actors_events_accepted_total", "Events that took effect and are durable.", engine.EventsAccepted);
        text.Counter("actors_events_duplicate_total", "Events whose message was accepted before.", engine.Duplicates);
        text.Counter(
            "actors_events_refused_total", "Events refused for lack of room, or by a disk that refuses.", engine.Refused);
        text.Counter("actors_events_rejected_total", "Events of batches that were not usable.", ingest.RejectedItems);
        text.Counter("actors_ingest_requests_total", "Tracking requests answered with success.", ingest.Requests);
        text.Counter(
            "actors_ingest_requests_rejected_total", "Tracking requests refused as a whole.", ingest.RejectedRequests);
        text.Counter("actors_ingest_requests_busy_total", "Tracking requests answered 429.", ingest.Busy);
        text.Counter("actors_migrations_total", "Changes of membership.", engine.Migrations);
        text.Counter("actors_migrations_by_clock_total", "Changes by the passing of time.", engine.ClockMigrations);
        text.Counter(
            "actors_rule_failures_total", "Times a segment could not be decided for a customer.", engine.RuleFailures);
        text.Histogram(
            "actors_event_to_membership_seconds", "From acknowledged to published.", engine.EventToMigration);
        text.Histogram(
            "actors_clock_lateness_seconds", "From due to published, for changes by the clock.", engine.ClockLateness);
        text.Gauge("actors_log_bytes", "Bytes of the data folder, measured every ten seconds at the most.", engine.LogBytes);
        text.Gauge("actors_customers", "Known customers.", engine.Customers);
        text.Gauge("actors_customers_resident", "Customers in memory.", engine.Resident);
        text.Gauge("actors_catalog_version", "The catalog version in force.", catalogs.Current.Version);
        text.Gauge("actors_change_streams", "Open streams of changes.", streams.Open);
        text.Gauge("actors_ready", "1 when events are taken.", health.Ready ? 1 : 0);
        text.Gauge("actors_recovered_ratio", "Recovery, 0 to 1.", health.Recovered);
        text.Gauge(
            "actors_clock_held", "1 while a jump of the wall clock waits for confirmation.", clock.Held is null ? 0 : 1);
        long unapplied = partitions.Sum(p => p.Durable - p.Applied);
        text.Gauge("actors_unapplied_records", "Records durable and not yet applied.", unapplied);
        int faulted = partitions.Count(p => p.Fault is not null);
        text.Gauge("actors_partitions_faulted", "Partitions that take no events because of a fault.", faulted);
        return text.ToString();
    }
}
