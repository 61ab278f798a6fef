using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;
using Actors.EventLog;
using Actors.EventLog.Memory;

namespace Actors.Api.Tests.Tracking;

/// <summary>All traits of a customer together take 64 KB at most. What goes beyond is told, whoever sends it and in however many calls.</summary>
public sealed class TraitLimitTests
{
    private static readonly string ThirtyKilobytes = new('x', 30_000);

    [Fact]
    public async Task An_identify_that_does_not_fit_is_rejected_whole_and_the_rest_of_its_batch_is_taken()
    {
        await using ApiHost host = await ApiHost.Start();
        await host.Track("identify", Call("a", ThirtyKilobytes)).Json();
        await host.Track("identify", Call("b", ThirtyKilobytes)).Json();
        JsonNode answer = await host.Track("batch",
            $$"""
            {"batch":[{"type":"identify","userId":""},
             {"type":"identify","userId":"ada","messageId":"m","traits":{"city":"Lyon","b/c":"{{ThirtyKilobytes}}"} },
             {"type":"identify","userId":"bob","traits":{"city":"Metz"} }]}
            """).Json();
        answer["rejected"]!.AsArray().Select(r => (r!.Text("index"), r!.Text("pointer")))
            .ShouldBe([("0", "/batch/0/userId"), ("1", "/batch/1/traits/b~1c")]);
        (answer.Text("rejected", 1, "messageId"), answer.Text("rejected", 1, "detail")).ShouldBe(
            ("m", "does not fit: all traits of a customer may take 65,536 bytes, and nothing of this call was kept"));
        (await TraitsOf(host, "ada")).ShouldBe(["a", "b"]);
        (await TraitsOf(host, "bob")).ShouldBe(["city"]);
    }

    [Fact]
    public async Task What_replaces_or_deletes_older_traits_fits()
    {
        await using ApiHost host = await ApiHost.Start();
        await host.Track("identify", Call("a", ThirtyKilobytes)).Json();
        await host.Track("identify", Call("b", ThirtyKilobytes)).Json();
        await host.Track("identify", Call("a", ThirtyKilobytes + "y")).Json();
        await host.Track("identify", $$"""{"userId":"ada","traits":{"c":"{{ThirtyKilobytes}}","a":null} }""").Json();
        (await TraitsOf(host, "ada")).ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task A_single_call_that_does_not_fit_is_refused()
    {
        await using ApiHost host = await ApiHost.Start();
        // A number of five characters takes seventeen bytes.
        string numbers = string.Join(',', Enumerable.Repeat("9e22", 5_000));
        (await host.Track("identify", $$"""{"userId":"ada","traits":{"city":"Lyon","n":[{{numbers}}]} }""").Pointers(400)).ShouldBe(["/traits/n"]);
        (await TraitsOf(host, "ada")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_small_calls_of_one_batch_are_taken_until_there_is_no_more_room()
    {
        await using ApiHost host = await ApiHost.Start();
        string text = new('x', 2_000);
        IEnumerable<string> calls = Enumerable.Range(0, 40).Select(i => $$"""{"type":"identify","userId":"ada","traits":{"t{{i}}":"{{text}}"} }""");
        JsonNode answer = await host.Track("batch", $$"""{"batch":[{{string.Join(',', calls)}}]}""").Json();
        answer["rejected"]!.AsArray().Select(r => (int)r!["index"]!).ShouldBe(Enumerable.Range(32, 8));
        (await TraitsOf(host, "ada")).Length.ShouldBe(32);
    }

    [Fact]
    public async Task After_a_start_the_limit_still_holds()
    {
        var store = new MemoryEventStore(new FolderCreation(4, "real"));
        await using (ApiHost before = await ApiHost.Start(store: store))
        {
            await before.Track("identify", Call("a", ThirtyKilobytes)).Json();
            await before.Track("identify", Call("b", ThirtyKilobytes)).Json();
        }
        await using ApiHost host = await ApiHost.Start(store: store);
        (await host.Track("identify", Call("c", ThirtyKilobytes)).Pointers(400)).ShouldBe(["/traits/c"]);
        await host.Track("identify", Call("c", "short")).Json();
        (await TraitsOf(host, "ada")).ShouldBe(["a", "b", "c"]);
    }

    private static string Call(string trait, string value) => $$"""{"userId":"ada","traits":{"{{trait}}":"{{value}}"} }""";

    private static async Task<string[]> TraitsOf(ApiHost host, string customer) =>
        [.. ((await host.Get($"/api/customers/{customer}"))["traits"]?.AsObject() ?? []).Select(trait => trait.Key).Order(StringComparer.Ordinal)];
}
