using System.Text;
using Actors.AzureStorage.Tests.Azurite;
using Actors.EventLog;
using Actors.EventLog.Tests;

namespace Actors.AzureStorage.Tests.Faults;

/// <summary>A whole store under faults: what it said it did, it did.</summary>
public sealed class StoreFaultTests
{
    private static readonly FolderCreation Creation = new(2, "virtual", new byte[FolderCreation.RoutingKeyBytes]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Under_a_storm_of_faults_everything_answered_is_there(int seed)
    {
        using var cache = new TemporaryFolder();
        var address = await AzuriteProcess.NewContainer();
        var faults = new FaultPolicy();
        await using (var store = await AzureEventStore.Open(address, Creation, Options(faults, cache.File("one"))))
        {
            faults.Sometimes(seed, share: 0.2);
            for (var round = 1; round <= 15; round++) await Round(store, round);
            faults.Met.ShouldBeGreaterThan(20);
        }

        await using var again = await AzureEventStore.Open(address, Creation, Options(new FaultPolicy(), cache.File("two")));
        for (var n = 0; n < 2; n++)
        {
            var (input, outbox) = (await again.Input(n).Read(0).ToList(), await again.Outbox(n).Read(0).ToList());
            (input.Count, outbox.Count).ShouldBe((15, 15));
            for (var round = 1; round <= 15; round++) input[round - 1].ShouldBe(Blocks.Of(round, round, 900, n));
            (await again.States.Load(n, Name(4)))!.Value.Applied.ShouldBe(15);
            (await again.Documents.Get($"checkpoint/{n}"))!.Value.ToArray().ShouldBe(Blocks.Content(15, 50_000));
            again.Fingerprints(n).SealedPosition.ShouldBe(15);
            for (var round = 1; round <= 15; round++) again.Fingerprints(n).Contains((UInt128)(round * 1000)).ShouldBeTrue();
        }

        (await again.Documents.List("")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_service_that_never_answers_is_told_of_and_does_not_keep_a_store_from_closing()
    {
        using var cache = new TemporaryFolder();
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var faults = new FaultPolicy();
        var options = Options(faults, cache.Path) with
        {
            RetriesMax = 0,
            ClosePatience = TimeSpan.FromMilliseconds(200),
            Troubled = text => told.TrySetResult(text),
        };
        var store = await AzureEventStore.Open(await AzuriteProcess.NewContainer(), Creation, options);
        await store.Input(0).Add(Blocks.Of(1, 2));
        faults.Decide = _ => Fault.NotSent;

        var append = store.Input(0).Append(2, Blocks.Of(3, 4)).AsTask();

        (await told.Task).ShouldContain("appending to the input log of partition 0");
        append.IsCompleted.ShouldBeFalse("nobody knows yet");
        await store.DisposeAsync();
        (await Should.ThrowAsync<StorageException>(append)).Message.ShouldContain("whether it took effect is unknown");
    }

    private static async Task Round(AzureEventStore store, int round)
    {
        for (var n = 0; n < 2; n++)
        {
            await Task.WhenAll(
                store.Input(n).Add(Blocks.Of(round, round, 900, n)),
                store.Outbox(n).Add(Blocks.Of(round, round, 100, n)),
                store.States.Save(n, [.. Enumerable.Range(0, 9).Select(c =>
                    new StateToSave(Name(c), new StoredState(round, Blocks.Content(round, 700))))]).AsTask());
            store.Fingerprints(n).TryAdd((UInt128)(round * 1000), round).ShouldBeTrue();
            await store.Fingerprints(n).Seal(round);
            await store.Documents.Put([($"checkpoint/{n}", Blocks.Content(round, 50_000))]);
        }
    }

    private static AzureStoreOptions Options(FaultPolicy faults, string cache) => new()
    {
        Policies = [faults],
        CacheFolder = cache,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        RetriesMax = 12,
        BlobBlocksMax = 6,
    };

    private static byte[] Name(int n) => Encoding.UTF8.GetBytes($"u:{n}");
}
