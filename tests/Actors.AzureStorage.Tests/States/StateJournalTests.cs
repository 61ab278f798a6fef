using System.Text;
using Actors.AzureStorage.Rest;
using Actors.AzureStorage.Tests.Azurite;
using Actors.EventLog;
using Actors.EventLog.Tests;

namespace Actors.AzureStorage.Tests.States;

/// <summary>What the journal of states does beyond what every store of states does.</summary>
public sealed class StateJournalTests : IAsyncLifetime
{
    private string _address = "";
    private AzureEventStore _store = null!;

    public async Task InitializeAsync()
    {
        _address = await AzuriteProcess.NewContainer();
        _store = await Open();
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_journal_of_mostly_outdated_states_is_written_anew()
    {
        for (var round = 1; round <= 45; round++)
            await _store.States.Save(0, [.. Enumerable.Range(0, 200).Select(n => Save(n, round, 300))]);

        // 9,000 states of 300 bytes, of which the newest 200 count.
        _store.BytesOnDisk.ShouldBeLessThan(45 * 200 * 300 / 3);
        await Check(200, 45);
        await Reopen();
        await Check(200, 45);
    }

    [Fact]
    public async Task What_was_forgotten_is_nowhere_after_a_scrub()
    {
        var secret = new byte[400];
        new Random(5).NextBytes(secret);
        await _store.States.Save(0, [Save(1, 1, 300), new StateToSave(Name(2), new StoredState(7, secret))]);
        await _store.States.Delete(0, [Name(2)]);
        (await Holds(secret.AsMemory(0, 100))).ShouldBeTrue("not before the scrub");
        await Reopen();
        (await _store.States.Load(0, Name(2))).ShouldBeNull();

        await _store.Scrub(CancellationToken.None);

        (await Holds(secret.AsMemory(0, 100))).ShouldBeFalse();
        (await Holds(Name(2))).ShouldBeFalse();
        (await _store.States.Load(0, Name(1)))!.Value.Applied.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_or_damaged_index_is_made_again_from_the_journal()
    {
        for (var round = 1; round <= 5; round++)
            await _store.States.Save(0, [.. Enumerable.Range(0, 900).Select(n => Save(n, round, 50))]);
        var index = (await Container().Get("state/0000/index", default)).ShouldNotBeNull().ToArray();
        await _store.DisposeAsync();
        index[200] ^= 1;
        await Container().Put("state/0000/index", index, onlyNew: false, default);
        _store = await Open();
        await Check(900, 5);
        await Reopen();
        await Container().Delete("state/0000/index", default);
        await Check(900, 5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200_000)]
    [InlineData(128 << 20)]
    public async Task Whatever_fits_the_cache_each_gets_its_own_newest_state(long cacheBytes)
    {
        for (var round = 1; round <= 3; round++)
            await _store.States.Save(0, [.. Enumerable.Range(0, 700).Select(n => Save(n, round, 500))]);
        await _store.DisposeAsync();
        _store = await Open(new AzureStoreOptions { StateCacheBytes = cacheBytes });
        await Check(700, 3);
        await _store.States.Save(0, [.. Enumerable.Range(0, 700).Select(n => Save(n, 4, 500))]);
        await Check(700, 4);
    }

    private async Task Check(int customers, long applied)
    {
        for (var n = 0; n < customers; n += 7)
        {
            var state = (await _store.States.Load(0, Name(n))).ShouldNotBeNull();
            state.Applied.ShouldBe(applied);
            state.Payload.Span.SequenceEqual(Save(n, applied, state.Payload.Length).State.Payload.Span).ShouldBeTrue();
        }
    }

    private async Task<bool> Holds(ReadOnlyMemory<byte> bytes)
    {
        var container = Container();
        await foreach (var blob in container.List("state/"))
        {
            if ((await container.Get(blob.Name, default))!.Value.Span.IndexOf(bytes.Span) >= 0) return true;
        }

        return false;
    }

    private async Task Reopen()
    {
        await _store.DisposeAsync();
        _store = await Open();
    }

    private Task<AzureEventStore> Open(AzureStoreOptions? options = null) =>
        AzureEventStore.Open(_address, new FolderCreation(1), options);

    private BlobContainer Container() => BlobPipeline.Connect(
        BlobLocation.Parse(_address), AzureCredential.OfEnvironment(AzuriteProcess.Account), new AzureStoreOptions());

    private static byte[] Name(int n) => Encoding.UTF8.GetBytes($"u:customer-{n:D6}");

    private static StateToSave Save(int n, long applied, int bytes)
    {
        var content = new byte[bytes];
        new Random((n * 1000) + (int)applied).NextBytes(content);
        return new StateToSave(Name(n), new StoredState(applied, content));
    }
}
