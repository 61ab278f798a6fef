using System.Buffers;
using System.Text;
using System.Text.Json;
using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Values;

namespace Actors.Conformance.Suites;

/// <summary>Lookup tables: one change moves those whom it concerns, in every partition, through crashes too.</summary>
public abstract class TableConformance(RuntimeSubject subject) : ConformanceSuite(subject)
{
    [Fact]
    public Task A_table_moves_whom_its_rows_concern_and_outlives_crashes_and_restarts() => InShops(seeds: 3, async shop =>
    {
        await shop.Runtime.MoveTo(World.Beginning);
        CatalogChange put = await Patience.Until(() => shop.Runtime.Catalogs.Change(_ => new CatalogDefinition(
            [new("snow", "Snow", """table.weather(trait.city).state == "snow" """), new("recent", "Recent", TwiceRule.Recent.When)], [])).AsTask());
        put.Errors.ShouldBeEmpty();
        string[] people = [.. Enumerable.Range(0, 12).Select(i => $"c{i}")];
        for (int i = 0; i < people.Length; i++)
        {
            await shop.Send(Calls.City(people[i], World.Beginning + i, i % 2 == 0 ? "Paris" : "Lyon"));
        }
        await Set(shop, "Paris");
        await AllStand(shop, people, "Paris");
        await shop.Crash(powerFailure: true);
        await AllStand(shop, people, "Paris");
        for (int i = 0; i < people.Length; i++)
        {
            await shop.Send(Calls.Order(people[i], World.Beginning + 1_000 + i));
        }
        await Set(shop, "Lyon");
        await shop.Restart();
        await AllStand(shop, people, "Lyon");
        await shop.Runtime.MoveTo(World.Beginning + 40 * TwiceRule.DayMs);
        await AllStand(shop, people, "Lyon");
        List<PublishedMigration> feed = await shop.Feed();
        feed.ShouldBeWhole();
        feed.Count(m => m.Migration.Cause == CauseKind.Table).ShouldBe(18, "six enter, six leave, six enter");
    });

    private static async Task AllStand(Shop shop, string[] people, string snowyCity)
    {
        for (int i = 0; i < people.Length; i++)
        {
            bool snows = (i % 2 == 0 ? "Paris" : "Lyon") == snowyCity;
            (await shop.SegmentsOf(people[i])).Contains("snow").ShouldBe(snows, people[i]);
        }
    }

    private static async Task Set(Shop shop, string snowyCity)
    {
        await shop.Runtime.Settle();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($$$"""{"{{{snowyCity}}}":{"state":"snow"}}"""));
        reader.Read();
        var rows = new ArrayBufferWriter<byte>();
        DocWriter.TryWrite(ref reader, rows, out DocError? error).ShouldBeTrue(error?.ToString());
        await Patience.Until(() => shop.Runtime.Catalogs.SetTable("weather", rows.WrittenMemory).AsTask());
    }
}
