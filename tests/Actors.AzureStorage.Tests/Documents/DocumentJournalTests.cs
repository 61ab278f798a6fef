using Actors.AzureStorage.Documents;
using Actors.AzureStorage.Tests.Logs;
using Actors.EventLog.Tests;

namespace Actors.AzureStorage.Tests.Documents;

/// <summary>What the journal of documents does beyond what every store of documents does.</summary>
public sealed class DocumentJournalTests
{
    [Fact]
    public async Task A_long_content_lies_apart_and_goes_when_it_is_replaced()
    {
        await using var world = await LogWorld.Create();
        var documents = await Open(world);
        for (byte i = 0; i < 5; i++) await documents.Put([("long", Blocks.Content(i, 200_000)), ("short", new[] { i })]);
        (await Contents(world)).Count.ShouldBe(1);
        // As a crash between content and journal leaves it.
        await world.Container.Put($"{world.Path.Folder}content/0123", new byte[10], onlyNew: true, default);

        var again = await Open(world);

        (await Contents(world)).Count.ShouldBe(1);
        (await again.Get("long"))!.Value.ToArray().ShouldBe(Blocks.Content(4, 200_000));
        await again.Put([("long", null)]);
        (await Contents(world)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_journal_of_mostly_outdated_documents_is_written_anew()
    {
        await using var world = await LogWorld.Create();
        var documents = await Open(world);
        for (var i = 0; i < 400; i++) await documents.Put([($"d{i % 7}", Blocks.Content(i, 2_000))]);

        documents.BytesOnDisk.ShouldBeLessThan(200 * 2_000);
        foreach (var reader in (AzureDocuments[])[documents, await Open(world)])
        {
            (await reader.List("")).Count.ShouldBe(7);
            for (var i = 393; i < 400; i++) (await reader.Get($"d{i % 7}"))!.Value.ToArray().ShouldBe(Blocks.Content(i, 2_000));
        }
    }

    [Fact]
    public async Task Two_who_write_at_once_lose_nothing_of_each_other()
    {
        await using var world = await LogWorld.Create();
        AzureDocuments[] writers = [await Open(world), await Open(world)];
        await Task.WhenAll(writers.Select((documents, w) => Task.Run(async () =>
        {
            for (var i = 0; i < 30; i++) await documents.Put([($"w{w}/{i}", new[] { (byte)i }), ($"w{w}", new[] { (byte)i })]);
        })));

        var read = await Open(world);
        (await read.List("")).Count.ShouldBe(62);
        (await read.Get("w0"))!.Value.ToArray().ShouldBe([29]);
        (await read.Get("w1"))!.Value.ToArray().ShouldBe([29]);
    }

    private static async Task<AzureDocuments> Open(LogWorld world) =>
        await AzureDocuments.Open(world.Container, await world.Open(), world.Path, await world.Blobs(), isShared: false, default);

    private static async Task<List<string>> Contents(LogWorld world) =>
        [.. (await world.Blobs()).Select(blob => blob.Name).Where(name => name.Contains("/content/"))];
}
