using System.Diagnostics;
using Actors.AzureStorage.Logs;
using Actors.AzureStorage.Ownership;
using Actors.AzureStorage.Rest;
using Actors.AzureStorage.Tests.Azurite;
using Actors.EventLog;
using Actors.EventLog.Tests;

namespace Actors.AzureStorage.Tests.Ownership;

/// <summary>A store as a whole: what it was created as, and whose it is.</summary>
public sealed class StoreTests
{
    private static readonly AzureStoreOptions Impatient = new() { LeasePatience = TimeSpan.Zero };

    [Fact]
    public async Task A_second_store_at_the_same_address_is_refused_until_the_first_is_closed()
    {
        var address = await AzuriteProcess.NewContainer();
        var first = await AzureEventStore.Open(address, new FolderCreation(2));
        var refused = await Should.ThrowAsync<FolderInUseException>(() => AzureEventStore.Open(address, null, Impatient));
        refused.Message.ShouldContain(address);
        refused.Message.ShouldContain($"process {Environment.ProcessId}");

        await first.DisposeAsync();
        await using var second = await AzureEventStore.Open(address, null, Impatient);
        second.Info.Partitions.ShouldBe(2);
    }

    [Fact]
    public async Task The_lease_of_a_process_that_has_died_on_this_machine_is_no_obstacle()
    {
        var address = await Leased(await DeadProcess());
        await using var store = await AzureEventStore.Open(address, null, Impatient);
        await store.Input(0).Add(Blocks.Of(2, 3));
    }

    [Fact]
    public async Task The_lease_of_another_machine_is_waited_for()
    {
        var address = await Leased(new OwnerSign("elsewhere", 1, 0));
        (await Should.ThrowAsync<FolderInUseException>(() => AzureEventStore.Open(address, null, Impatient)))
            .Message.ShouldContain("process 1 on elsewhere");
        await using var store = await AzureEventStore.Open(address);
        await store.Input(0).Add(Blocks.Of(2, 3));
    }

    [Fact]
    public async Task While_the_lease_is_certain_the_tail_costs_nothing_and_afterwards_the_service_is_asked()
    {
        var address = await AzuriteProcess.NewContainer();
        var time = new ShiftedTime();
        await using var store = await AzureEventStore.Open(address, new FolderCreation(1), new AzureStoreOptions { Time = time });
        await store.Input(0).Add(Blocks.Of(1, 3));
        using var trouble = new StoreTrouble(new AzureStoreOptions());
        using var other = await AppendBlobLog.Open(
            Connect(address), new LogPath("input/0000/", "input log of partition 0"), store.Info.RoutingKey, 1, trouble, []);
        await other.Refresh();
        (await other.Append(3, Blocks.Of(4, 5))).Appended.ShouldBeTrue();

        (await store.Input(0).ReadTail()).ShouldBe(3);
        // The machine slept: only one of its clocks shows it.
        time.Slept = TimeSpan.FromMinutes(1);
        (await store.Input(0).ReadTail()).ShouldBe(5);
        store.Input(0).Tail.ShouldBe(5);
    }

    [Fact]
    public async Task Several_stores_share_a_container_by_prefix()
    {
        var address = await AzuriteProcess.NewContainer();
        await using var one = await AzureEventStore.Open($"{address}/one", new FolderCreation(2));
        await using var two = await AzureEventStore.Open($"{address}/two/deep", new FolderCreation(3));
        await using var odd = await AzureEventStore.Open($"{address}/{Uri.EscapeDataString("à 100%?")}", new FolderCreation(1));
        await odd.Input(0).Add(Blocks.Of(1, 3));
        (await odd.Input(0).Read(0).ToList()).Count.ShouldBe(1);
        await one.Input(1).Add(Blocks.Of(1, 3));
        two.Input(1).Tail.ShouldBe(0);
        (await AzureEventStore.ReadInfo($"{address}/two/deep"))!.Partitions.ShouldBe(3);
        (await AzureEventStore.ReadInfo($"{address}/three")).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_store_was_created_as_stays()
    {
        var address = await AzuriteProcess.NewContainer();
        FolderInfo created;
        await using (var store = await AzureEventStore.Open(address, new FolderCreation(3, "virtual"))) created = store.Info;

        await using (var again = await AzureEventStore.Open(address, new FolderCreation(null, "virtual", new byte[16])))
            again.Info.RoutingKey.ToArray().ShouldBe(created.RoutingKey.ToArray());
        (await Refused(address, new FolderCreation(3))).ShouldContain("created with virtual time");
        (await Refused(address, new FolderCreation(4, "virtual"))).ShouldContain("created with 3 partitions");
    }

    [Fact]
    public async Task Without_creation_a_store_must_be_there()
    {
        var address = await AzuriteProcess.NewContainer();
        (await Refused(address, null)).ShouldContain("holds no data");
        await using (await AzureEventStore.Open($"{address}/one", new FolderCreation(1))) { }
        (await Refused(address, null)).ShouldContain("holds no data");
    }

    [Fact]
    public async Task A_newer_format_and_a_damaged_description_are_refused()
    {
        var address = await AzuriteProcess.NewContainer();
        await using (await AzureEventStore.Open(address, new FolderCreation(1))) { }
        var container = Connect(address);
        var text = System.Text.Encoding.UTF8.GetString((await container.Get("folder.json", default))!.Value.Span);
        await container.Put("folder.json", BinaryData.FromString(text.Replace("\"format\": 1", "\"format\": 2")), false, default);
        (await Refused(address, null)).ShouldContain("format version 2; this server reads version 1 only");
        await container.Put("folder.json", BinaryData.FromString(text[..20]), false, default);
        (await Refused(address, null)).ShouldContain("damaged");
    }

    [Fact]
    public async Task A_wrong_key_is_told_without_the_key()
    {
        var key = Convert.ToBase64String(new byte[64]);
        var options = new AzureStoreOptions { Credential = AzureCredential.OfKey(key) };
        var refused = await Should.ThrowAsync<StorageException>(
            async () => await AzureEventStore.Open(await AzuriteProcess.NewContainer(), new FolderCreation(1), options));
        refused.Message.ShouldContain("403");
        refused.ToString().ShouldNotContain(key);
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var store = await AzureEventStore.Open(await AzuriteProcess.NewContainer(), new FolderCreation(1));
        await store.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await store.Input(0).Append(0, Blocks.Of(1, 1)));
    }

    private static async Task<string> Refused(string address, FolderCreation? create) =>
        (await Should.ThrowAsync<StorageException>(() => AzureEventStore.Open(address, create))).Message;

    // A store with a block in it, whose lease somebody else has for the shortest time there is.
    private static async Task<string> Leased(OwnerSign owner)
    {
        var address = await AzuriteProcess.NewContainer();
        await using (var store = await AzureEventStore.Open(address, new FolderCreation(1))) await store.Input(0).Add(Blocks.Of(1, 1));
        var container = Connect(address);
        (await container.Lease("lock", default, ("lease-action", "acquire"), ("lease-duration", "15"))).ShouldBeTrue();
        await container.Put("lock.owner", owner.ToBytes(), onlyNew: false, default);
        return address;
    }

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Slept { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Slept;
    }

    private static async Task<OwnerSign> DeadProcess()
    {
        using var process = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true })!;
        await process.WaitForExitAsync();
        return new OwnerSign(Environment.MachineName, process.Id, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
    }

    private static BlobContainer Connect(string address) => BlobPipeline.Connect(
        BlobLocation.Parse(address), AzureCredential.OfEnvironment(AzuriteProcess.Account), new AzureStoreOptions());
}
