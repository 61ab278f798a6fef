using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Actors.Server.Demo;
using Actors.Server.Replay;

namespace Actors.Server.Tests.Demo;

public class ShopTests
{
    private const long DayMs = 86_400_000;

    private static readonly ShopOptions s_small = new(Seed: 7, Customers: 600);

    [Fact]
    public void The_same_seed_gives_the_same_calls_byte_for_byte()
    {
        Hash(s_small, 4).ShouldBe(Hash(s_small, 4));
        Hash(s_small with { Seed = 8 }, 4).ShouldNotBe(Hash(s_small, 4));
    }

    [Fact]
    public void Calls_come_in_the_order_of_their_time_with_ids_that_never_repeat()
    {
        long last = long.MinValue;
        var ids = new HashSet<string>();
        foreach (JsonElement call in Calls(s_small, s_small.LiveMs + 60 * DayMs))
        {
            long at = Time(call);
            at.ShouldBeGreaterThanOrEqualTo(last);
            last = at;
            ids.Add(call.GetProperty("messageId").GetString()!).ShouldBeTrue();
        }
        ids.Count.ShouldBeGreaterThan(3_000);
    }

    [Fact]
    public void Shoppers_never_outnumber_twice_the_wanted_population_however_long_the_demo_runs()
    {
        var options = new ShopOptions(Seed: 3, Customers: 60);
        var known = new HashSet<string>();
        int lastYear = 0;
        long end = options.LiveMs + 8 * 365 * DayMs;
        foreach (JsonElement call in Calls(options, end))
        {
            known.Add(call.GetProperty("userId").GetString()!);
            lastYear += Time(call) > end - 365 * DayMs ? 1 : 0;
        }
        known.Count.ShouldBeLessThanOrEqualTo(120);
        lastYear.ShouldBeGreaterThan(1_000, "the shop must still be alive after eight years");
    }

    [Fact]
    public void An_order_carries_what_the_e_commerce_specification_names()
    {
        JsonElement order = Calls(s_small, s_small.LiveMs)
            .First(call => call.TryGetProperty("event", out JsonElement name) && name.ValueEquals("Order Completed"))
                .GetProperty("properties");
        order.GetProperty("order_id").GetString().ShouldStartWith("CMD-");
        order.GetProperty("currency").GetString().ShouldBe("EUR");
        decimal goods = order.GetProperty("products").EnumerateArray()
            .Sum(product => product.GetProperty("price").GetDecimal() * product.GetProperty("quantity").GetInt32());
        (order.GetProperty("revenue").GetDecimal() + order.GetProperty("discount").GetDecimal()).ShouldBe(goods);
    }

    [Fact]
    public void December_sells_more_than_August()
    {
        int[] months = new int[13];
        foreach (JsonElement call in Calls(s_small with { Customers = 2000 }, s_small.LiveMs + 365 * DayMs))
        {
            long at = Time(call);
            if (at >= s_small.LiveMs && call.TryGetProperty("event", out JsonElement name)
                && name.ValueEquals("Order Completed"))
            {
                months[DateTimeOffset.FromUnixTimeMilliseconds(at).Month]++;
            }
        }
        months[12].ShouldBeGreaterThan(months[8] * 3 / 2);
    }

    [Fact]
    public void A_shop_that_goes_on_tells_the_same_calls_as_one_that_never_stopped()
    {
        long from = s_small.LiveMs - 40 * DayMs;
        string[] whole = [.. Lines(new ShopCalls(s_small))
            .SkipWhile(line => !line.Contains("2025-08-23", StringComparison.Ordinal)).Take(300)];
        string[] resumed = [.. Lines(new ShopCalls(s_small, from))
            .SkipWhile(line => !line.Contains("2025-08-23", StringComparison.Ordinal)).Take(300)];
        resumed.ShouldBe(whole);
    }

    private static IEnumerable<JsonElement> Calls(ShopOptions options, long untilMs) =>
        Lines(new ShopCalls(options)).Select(line => JsonDocument.Parse(line).RootElement)
            .TakeWhile(call => Time(call) < untilMs);

    private static IEnumerable<string> Lines(ShopCalls calls)
    {
        while (true)
        {
            CallBlock block = calls.Read();
            foreach (string line in System.Text.Encoding.UTF8.GetString(block.Bytes.Span)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                yield return line;
            }
        }
    }

    private static long Time(JsonElement call) => DateTimeOffset.Parse(
        call.GetProperty("timestamp").GetString()!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static string Hash(ShopOptions options, int blocks)
    {
        var calls = new ShopCalls(options);
        return string.Concat(Enumerable.Range(0, blocks)
            .Select(_ => Convert.ToHexString(SHA256.HashData(calls.Read().Bytes.Span))));
    }
}
