using System.Diagnostics;
using Actors.Embedded.Runtime;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.EventLog.Memory;
using Actors.Hosting.Running;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Server.Import;
using Actors.Server.Replay;
using Xunit.Abstractions;

namespace Actors.Server.Tests.OnlineRetail;

/// <summary>
/// Point by point, customer by customer: what the product published against the slow, obvious computation.
/// </summary>
public sealed class RetailReplayTests(ITestOutputHelper output) : IDisposable
{
    private static readonly DateTime s_reference = new(2011, 12, 11, 0, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-retail-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [RetailFact]
    public async Task Memberships_at_every_month_end_equal_the_slow_computation_from_the_file()
    {
        PlainRetail plain = PlainRetail.Read(RetailFile.Path!, RetailFile.Whole ? _ => true : customer =>
            customer % 12 == 5);
        long started = Stopwatch.GetTimestamp();
        List<Migration> published = await Replay(plain);
        output.WriteLine($"{plain.Lines.Count - 1} rows, {plain.Invoices.Count} invoices, {published.Count} migrations, {Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s, "
            + $"{Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB at most");
        int lifecycle = UnitOf("lifecycle");
        int rfm = UnitOf("rfm");
        foreach (DateTime now in Enumerable.Range(0, 13)
            .Select(n => new DateTime(2010, 12, 31, 0, 0, 0, DateTimeKind.Utc).AddDays(1).AddMonths(n))
            .Append(s_reference).Where(now => now <= s_reference))
        {
            Dictionary<string, string> known = plain.CustomersKnownAt(now)
                .ToDictionary(customer => customer, customer => plain.Lifecycle(customer, now));
            Differences(known, AsOf(published, lifecycle, now)).ShouldBeEmpty($"lifecycle at {now:yyyy-MM-dd}");
            Differences(known.Keys.ToDictionary(customer => customer, customer => plain.Rfm(customer, now)),
                AsOf(published, rfm, now))
                .ShouldBeEmpty($"rfm at {now:yyyy-MM-dd}");
            output.WriteLine($"{now:yyyy-MM-dd}: {known.Count} customers: {Counts(known.Values)}");
        }
        if (RetailFile.Whole)
        {
            Counts(AsOf(published, rfm, s_reference).Values).ShouldBe(
                "about-to-sleep 478, at-risk 357, cant-lose 35, champions 604, hibernating 1335, loyal 688, need-attention 121, new 67, none 33, potential-loyalist 484, promising 169");
        }
    }

    [RetailFact]
    public async Task Each_customers_migrations_are_numbered_without_gaps_and_follow_one_another()
    {
        PlainRetail plain = PlainRetail.Read(RetailFile.Path!, customer => customer % 60 == 7);
        foreach (IGrouping<string, Migration> customer in (await Replay(plain))
            .GroupBy(migration => migration.Customer.ToString()))
        {
            Migration[] all = [.. customer.OrderBy(migration => migration.Sequence)];
            all.Select(migration => migration.Sequence).ShouldBe(Enumerable.Range(1, all.Length).Select(n => (long)n));
            all.Zip(all.Skip(1)).ShouldAllBe(pair => pair.First.AtMs <= pair.Second.AtMs);
            foreach (IGrouping<int, Migration> unit in all.GroupBy(migration => migration.Unit))
            {
                unit.First().From.ShouldBe(Migration.None);
                unit.Zip(unit.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From);
            }
        }
    }

    /// <summary>Imports the rows by the shipped mapping and runs time on to the reference date.</summary>
    private async Task<List<Migration>> Replay(PlainRetail plain)
    {
        string csv = Path.Combine(_folder, "retail.csv");
        await File.WriteAllLinesAsync(csv, plain.Lines);
        await using var store = new MemoryEventStore(new FolderCreation(8, "virtual"));
        await using EmbeddedRuntime runtime = await EmbeddedRuntime.Start(store);
        await runtime.Started;
        CatalogChange change =
            await runtime.Catalogs.Change(_ => CatalogFile.Parse("catalog", RetailCatalog.Text).Definition);
        change.Errors.ShouldBeEmpty();
        _catalog = change.Catalog;

        var rejected = new List<string>();
        using var calls = new CsvCalls(csv, RetailFile.Mapping, row => rejected.Add($"{row}"));
        var pipeline = new CallPipeline(runtime.Ingress, new Pace(double.PositiveInfinity, 0, TimeProvider.System),
            line => rejected.Add($"{line}"));
        await pipeline.Run(calls, CancellationToken.None);
        rejected.ShouldBeEmpty();
        pipeline.Tally.Accepted.ShouldBe(calls.Tally.Calls);
        await runtime.ShopClock.AdvanceTo(new DateTimeOffset(s_reference).ToUnixTimeMilliseconds());
        return await Published(runtime.Changes);
    }

    private Catalog _catalog = Catalog.Empty;

    private static async Task<List<Migration>> Published(IChangeFeed feed)
    {
        var all = new List<Migration>();
        FeedCursor cursor = feed.Oldest;
        while (true)
        {
            FeedPage page = await feed.Read(cursor, null, 1_000, TimeSpan.Zero);
            all.AddRange(page.Items.Select(item => item.Migration));
            if (page.Items.Count == 0)
            {
                return all;
            }
            cursor = page.Next;
        }
    }

    private int UnitOf(string key) => _catalog.Units.Single(unit => unit.Key == key).Id;

    private Dictionary<string, string> AsOf(List<Migration> published, int unit, DateTime now)
    {
        long nowMs = new DateTimeOffset(now).ToUnixTimeMilliseconds();
        return published.Where(migration => migration.Unit == unit && migration.AtMs <= nowMs)
            .GroupBy(migration => migration.Customer.ToString())
            .ToDictionary(customer => customer.Key, customer =>
                _catalog.Segment(customer.MaxBy(migration => migration.Sequence).To).Key);
    }

    private static List<string> Differences(Dictionary<string, string> expected, Dictionary<string, string> found) =>
        [.. expected.Keys.Union(found.Keys)
            .Where(customer => expected.GetValueOrDefault(customer) != found.GetValueOrDefault(customer))
            .Select(customer => $"{customer}: expected {expected.GetValueOrDefault(customer)}, found {found.GetValueOrDefault(customer)}")];

    private static string Counts(IEnumerable<string> segments) =>
        string.Join(", ", segments.GroupBy(segment => segment).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} {group.Count()}"));
}
