using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Segmentation.Records;
using Actors.Segmentation.Tests.Deciding;
using Record = Actors.Segmentation.Records.Record;

namespace Actors.Segmentation.Tests.Oracle;

/// <summary>Makes one customer's records: on a coarse grid of time, so that instants coincide, some late, around clock changes and month ends.</summary>
internal sealed class RandomHistory(Random random)
{
    private const long Grid = 6 * 3_600_000L;

    /// <param name="count">How many records.</param>
    /// <param name="dense">Few kinds of event and short gaps, so that windows hold many and let go of them one by one.</param>
    public List<(OracleEvent Plain, Record Record)> Make(int count, bool dense)
    {
        List<(OracleEvent, Record)> history = [];
        long now = Trial.At(Pick("2026-01-28", "2026-01-10", "2026-03-26", "2025-10-20", "2024-02-27"));
        for (int i = 0; i < count; i++)
        {
            if (dense) now += random.Next(0, 5) * Grid;
            else now += random.Next(5) == 0 ? 0 : random.Next(4) == 0 ? random.Next(1, 200) * Grid : random.Next(0, 8) * Grid;
            if (random.Next(10) == 0) now += random.Next(3) - 1 + 1;
            long timestamp = random.Next(dense ? 12 : 4) == 0 ? now - random.Next(0, dense ? 20 : 300) * Grid : now;
            bool identify = random.Next(dense ? 20 : 5) == 0;
            string name = identify ? "" : dense ? Pick("A", "A", "A", "B") : Pick("A", "B", "Order Completed", "C");
            JsonObject properties = identify ? [] : Properties();
            JsonObject traits = identify ? Traits() : [];
            string source = Pick("web", "app");
            OracleEvent plain = new(i, identify, name, timestamp, now, source, properties, traits);
            JsonObject body = new()
            {
                ["properties"] = properties.DeepClone(),
                ["traits"] = traits.DeepClone(),
                ["context"] = OracleEvent.ContextOf(plain),
            };
            Record record = Trial.Make(i + 1, identify ? RecordKind.Identify : RecordKind.Event, name, timestamp, now, body.ToJsonString());
            history.Add((plain, record with { Source = Encoding.UTF8.GetBytes(source) }));
        }
        return history;
    }

    private JsonObject Properties()
    {
        JsonObject properties = [];
        if (random.Next(3) > 0) properties["price"] = random.Next(4) == 0 ? Money() : Number();
        if (random.Next(3) == 0) properties["revenue"] = Number();
        if (random.Next(2) == 0) properties["sku"] = random.Next(6) == 0 ? Number() : Pick("x", "y", "z", "é");
        if (random.Next(3) == 0) properties["flag"] = random.Next(2) == 0;
        if (random.Next(3) == 0) properties["tags"] = new JsonArray(Pick("t", "u"), Number());
        if (random.Next(2) == 0)
        {
            JsonArray products = [];
            for (int i = random.Next(0, 4); i > 0; i--)
            {
                products.Add(new JsonObject
                {
                    ["sku"] = Pick("x", "y", "z"),
                    ["category"] = Pick("c", "d"),
                    ["price"] = Number(),
                    ["quantity"] = random.Next(1, 3),
                });
            }
            properties["products"] = products;
        }
        return properties;
    }

    private JsonObject Traits()
    {
        JsonObject traits = [];
        if (random.Next(2) == 0) traits["city"] = random.Next(5) == 0 ? null : Pick("Paris", "Lyon", "Nice");
        if (random.Next(2) == 0) traits["score"] = random.Next(5) == 0 ? "3" : random.Next(0, 5);
        if (random.Next(3) == 0) traits["vip"] = random.Next(2) == 0;
        if (random.Next(3) == 0) traits["interests"] = new JsonArray("travel", 3);
        if (random.Next(2) == 0)
        {
            traits["birth_date"] = Pick("2000-02-29", "2000-03-29", "1999-10-26T23:30:00+02:00", "2030-01-01", "2001-02-30", "2000-01-31");
        }
        if (random.Next(3) == 0) traits["address"] = new JsonObject { ["country"] = Pick("France", "Italy") };
        if (random.Next(2) == 0) traits["signup"] = Pick("2026-02-01", "2026-02-10T12:00:00Z", "2026-02-10T13:00:00+01:00", "2026-01-31", "soon");
        if (random.Next(3) == 0) traits["consent"] = new JsonObject { ["email"] = random.Next(2) == 0 };
        return traits;
    }

    private decimal Number() => Pick(0m, 5m, 10m, 12.5m, 20m, 33.333333m, -5m, 0.000001m, 1_000_000m);

    private string Money() => random.Next(3) == 0 ? "n/a" : Number().ToString(CultureInfo.InvariantCulture);

    private T Pick<T>(params T[] items) => items[random.Next(items.Length)];
}
