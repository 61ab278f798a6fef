using System.Text;

namespace Actors.EventLog.Tests.Conformance;

/// <summary>What every store of customer states keeps to.</summary>
public abstract class StateConformance(StoreSubject subject) : IAsyncLifetime
{
    private static readonly ReadOnlyMemory<byte> Ada = Encoding.UTF8.GetBytes("u:ada");
    private static readonly ReadOnlyMemory<byte> Bob = Encoding.UTF8.GetBytes("u:bob");

    private IStateStore States => subject.Store.States;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await subject.DisposeAsync();

    [Fact]
    public async Task An_unknown_customer_has_no_state() => (await States.Load(0, Ada)).ShouldBeNull();

    [Fact]
    public async Task A_saved_state_is_loaded_and_survives_reopening()
    {
        await States.Save(1, [Save(Ada, 5, 100), Save(Bob, 6, 20_000)]);
        await ShouldBe(1, Ada, 5, 100);
        await subject.Reopen();
        await ShouldBe(1, Ada, 5, 100);
        await ShouldBe(1, Bob, 6, 20_000);
    }

    [Fact]
    public async Task A_state_only_grows()
    {
        await States.Save(1, [Save(Ada, 5, 100)]);
        await States.Save(1, [Save(Ada, 4, 1), Save(Bob, 1, 7)]);
        await States.Save(1, [Save(Ada, 5, 2)]);
        await ShouldBe(1, Ada, 5, 100);
        await ShouldBe(1, Bob, 1, 7);
        await States.Save(1, [Save(Ada, 6, 0)]);
        await ShouldBe(1, Ada, 6, 0);
    }

    [Fact]
    public async Task Partitions_are_apart()
    {
        await States.Save(1, [Save(Ada, 5, 100)]);
        (await States.Load(2, Ada)).ShouldBeNull();
    }

    [Fact]
    public async Task A_deleted_state_is_gone_and_begins_anew()
    {
        await States.Save(1, [Save(Ada, 5, 100), Save(Bob, 5, 100)]);
        await States.Delete(1, [Ada, Encoding.UTF8.GetBytes("u:nobody")]);
        (await States.Load(1, Ada)).ShouldBeNull();
        await ShouldBe(1, Bob, 5, 100);
        await States.Save(1, [Save(Ada, 1, 3)]);
        await ShouldBe(1, Ada, 1, 3);
    }

    [Fact]
    public async Task Loading_does_not_wait_where_states_are_at_hand()
    {
        await States.Save(1, [Save(Ada, 5, 100)]);
        var load = States.Load(1, Ada).AsTask();
        (load.IsCompletedSuccessfully || !subject.LoadsAtOnce).ShouldBeTrue();
        (await load).ShouldNotBeNull().Applied.ShouldBe(5);
    }

    [Fact]
    public async Task A_sweep_brings_every_state_of_its_partition_once_and_as_it_is_now()
    {
        const int count = 1_500;
        await States.Save(1, [.. Enumerable.Range(0, count).Select(n => Save(Encoding.UTF8.GetBytes($"u:{n}"), 1, 30))]);
        await States.Save(2, [Save(Ada, 9, 10)]);
        await States.Save(1, [.. Enumerable.Range(0, 40).Select(n => Save(Encoding.UTF8.GetBytes($"u:{n}"), 2, 50))]);
        await States.Delete(1, [Encoding.UTF8.GetBytes("u:7")]);
        await subject.Reopen();
        var swept = new Dictionary<string, StoredState>(StringComparer.Ordinal);
        await foreach (var part in States.Sweep(1))
        {
            foreach (var (customer, state) in part)
                swept.Add(Encoding.UTF8.GetString(customer.Span), state with { Payload = state.Payload.ToArray() });
        }

        swept.Keys.ShouldBe(Enumerable.Range(0, count).Where(n => n != 7).Select(n => $"u:{n}"), ignoreOrder: true);
        swept["u:8"].Payload.ToArray().ShouldBe(Blocks.Content(2, 50));
        swept["u:1499"].Payload.ToArray().ShouldBe(Blocks.Content(1, 30));
    }

    [Fact]
    public async Task Many_save_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            var states = Enumerable.Range(0, 100).Select(n => Save(Encoding.UTF8.GetBytes($"u:{n}"), i + 1, i));
            await States.Save(3, [.. states]);
        })));
        await States.Sync();
        for (var n = 0; n < 100; n++) await ShouldBe(3, Encoding.UTF8.GetBytes($"u:{n}"), 20, 19);
    }

    private static StateToSave Save(ReadOnlyMemory<byte> customer, long applied, int bytes) =>
        new(customer, new StoredState(applied, Blocks.Content(applied, bytes)));

    private async Task ShouldBe(int partition, ReadOnlyMemory<byte> customer, long applied, int bytes)
    {
        var state = (await States.Load(partition, customer)).ShouldNotBeNull();
        state.Applied.ShouldBe(applied);
        state.Payload.ToArray().ShouldBe(Blocks.Content(applied, bytes));
    }
}

public sealed class MemoryStateTests() : StateConformance(new MemorySubject());

public sealed class SqliteStateTests() : StateConformance(new SqliteSubject());
