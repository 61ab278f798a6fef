using Actors.AzureStorage.Ownership;
using Actors.EventLog;
using Actors.EventLog.Tests;

namespace Actors.AzureStorage.Tests.Sharing;

/// <summary>Documents, and the store itself, that several processes have.</summary>
public sealed class SharedDocumentsTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(50_000)]
    public async Task Each_sees_what_the_others_have_put(int bytes)
    {
        await using var cluster = await Cluster.Create();
        var (one, two) = (await cluster.Join(), await cluster.Join());
        for (var round = 1; round <= 3; round++)
        {
            await one.Documents.Put([("a", Blocks.Content(round, bytes)), ($"b{round}", new byte[] { 1 })]);
            (await two.Documents.Get("a"))!.Value.ToArray().ShouldBe(Blocks.Content(round, bytes));
            (await two.Documents.List("b")).Count.ShouldBe(round);
        }

        await two.Documents.Put([("a", null)]);
        (await one.Documents.Get("a")).ShouldBeNull();
        await one.Scrub(default);
        await one.Documents.Put([("a", new byte[] { 7 })]);
        (await two.Documents.Get("a"))!.Value.ToArray().ShouldBe([7]);
        (await two.Documents.List("")).ShouldBe(["a", "b1", "b2", "b3"]);
    }

    [Fact]
    public async Task Of_many_that_put_a_new_document_one_does()
    {
        await using var cluster = await Cluster.Create();
        AzureEventStore[] stores = [await cluster.Join(), await cluster.Join(), await cluster.Join()];
        for (var version = 1; version <= 5; version++)
        {
            var name = $"catalog/version/{version}";
            var puts = await Task.WhenAll(stores.Select((store, n) => store.Documents.PutNew(name, new byte[] { (byte)n }).AsTask()));
            puts.Count(isPut => isPut).ShouldBe(1);
            foreach (var store in stores)
                (await store.Documents.Get(name))!.Value.ToArray().ShouldBe([(byte)Array.IndexOf(puts, true)]);
        }
    }

    [Fact]
    public async Task A_long_content_on_its_way_stays_until_nobody_can_name_it()
    {
        await using var cluster = await Cluster.Create();
        var one = await cluster.Join();
        await one.Documents.Put([("a", new byte[] { 1 })]);
        var onItsWay = $"documents/content/{1:D20}-{Guid.NewGuid():N}";
        await cluster.Container().Put(onItsWay, new byte[] { 1 }, onlyNew: true, default);

        var two = await cluster.Join();
        await two.Scrub(default);
        (await cluster.Container().Get(onItsWay, default)).ShouldNotBeNull();

        for (var n = 0; n < 1_000; n++) await one.Documents.Put([("a", new byte[] { 1 })]);
        await two.Scrub(default);
        (await cluster.Container().Get(onItsWay, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_store_of_a_cluster_is_no_single_servers_and_the_other_way_round()
    {
        await using var cluster = await Cluster.Create();
        await using var alone = await AzureEventStore.Open($"{cluster.Address}/alone", new FolderCreation(1));
        await cluster.Join();
        var impatient = new AzureStoreOptions { LeasePatience = TimeSpan.Zero };

        (await Should.ThrowAsync<FolderInUseException>(() => AzureEventStore.Open(cluster.Address, null, impatient)))
            .Message.ShouldContain("a cluster");
        (await Should.ThrowAsync<FolderInUseException>(
            () => AzureEventStore.Open($"{cluster.Address}/alone", null, impatient, shared: true)))
            .Message.ShouldContain($"process {OwnerSign.Own.Process}");
        await cluster.Join();
    }
}
