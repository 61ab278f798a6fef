using Actors.EventLog.Memory;

namespace Actors.EventLog.Tests.Memory;

public sealed class MemoryFaultTests : IDisposable
{
    private readonly MemoryEventStore _store = new(new FolderCreation(2));

    private ILog Log => _store.Input(0);

    public void Dispose() => _store.DisposeAsync().AsTask().Wait();

    [Fact]
    public async Task A_fault_before_leaves_the_tail_and_one_after_moves_it()
    {
        _store.Faults.FailNextAppend(FaultMoment.Before);
        await Should.ThrowAsync<StorageException>(async () => await Log.Append(0, Blocks.Of(1, 5)));
        Log.Tail.ShouldBe(0);

        _store.Faults.FailNextAppend(FaultMoment.After);
        await Should.ThrowAsync<StorageException>(async () => await Log.Append(0, Blocks.Of(1, 5)));
        Log.Tail.ShouldBe(5);

        await Log.Add(Blocks.Of(6, 6));
    }

    [Fact]
    public async Task A_full_disk_takes_nothing_until_there_is_space()
    {
        _store.Faults.DiskFull = true;
        await Should.ThrowAsync<StorageException>(async () => await Log.Append(0, Blocks.Of(1, 5)));
        await Should.ThrowAsync<StorageException>(async () => await _store.Documents.Put([("a", new byte[1])]));
        _store.Faults.DiskFull = false;
        await Log.Add(Blocks.Of(1, 5));
    }

    [Fact]
    public async Task A_held_append_takes_effect_when_released()
    {
        _store.Faults.Hold();
        var append = Log.Append(0, Blocks.Of(1, 5)).AsTask();
        append.IsCompleted.ShouldBeFalse();
        (_store.Faults.WaitingCount, Log.Tail).ShouldBe((1, 0));
        _store.Faults.Release();
        (await append).Appended.ShouldBeTrue();
    }

    [Fact]
    public async Task A_crash_loses_what_was_held_and_keeps_what_was_durable()
    {
        await Log.Add(Blocks.Of(1, 5));
        _store.Faults.Hold();
        var append = Log.Append(5, Blocks.Of(6, 7)).AsTask();

        var next = _store.Crash();

        await Should.ThrowAsync<StorageException>(append);
        await Should.ThrowAsync<StorageException>(async () => await Log.Append(5, Blocks.Of(6, 7)));
        next.Input(0).Tail.ShouldBe(5);
        await next.Input(0).Add(Blocks.Of(6, 9));
        Log.Tail.ShouldBe(5);
    }

    [Fact]
    public async Task A_power_failure_also_loses_states_that_were_not_synced()
    {
        await _store.States.Save(0, [State(1, 5), State(2, 5)]);
        await _store.States.Sync();
        await _store.States.Save(0, [State(1, 6), State(3, 6)]);

        var killed = _store.Crash();
        (await killed.States.Load(0, new byte[] { 3 }))!.Value.Applied.ShouldBe(6);

        await killed.States.Save(0, [State(2, 9)]);
        var unplugged = killed.Crash(powerFailure: true);
        (await unplugged.States.Load(0, new byte[] { 2 }))!.Value.Applied.ShouldBe(5);
        (await unplugged.States.Load(0, new byte[] { 3 }))!.Value.Applied.ShouldBe(6);

        StateToSave State(byte customer, long applied) =>
            new(new[] { customer }, new StoredState(applied, new byte[1]));
    }

    [Fact]
    public async Task What_was_acknowledged_before_a_crash_on_another_thread_is_in_what_is_left()
    {
        const int writers = 12;
        for (var round = 0; round < 20; round++)
        {
            var store = new MemoryEventStore(new FolderCreation(writers));
            using var started = new CountdownEvent(writers);
            var writing = Enumerable.Range(0, writers)
                .Select(n => Task.Factory.StartNew(() => Write(store.Input(n), started), TaskCreationOptions.LongRunning).Unwrap())
                .ToArray();
            started.Wait();
            var left = store.Crash();
            var tails = await Task.WhenAll(writing);
            for (var n = 0; n < writers; n++) left.Input(n).Tail.ShouldBe(tails[n]);
        }
    }

    /// <summary>Appends until the store is gone; the last position that was acknowledged.</summary>
    private static async Task<long> Write(ILog log, CountdownEvent started)
    {
        var tail = 0L;
        try
        {
            while (true)
            {
                await log.Append(tail, Blocks.Of(tail + 1, tail + 1));
                if (++tail == 3) started.Signal();
            }
        }
        catch (StorageException)
        {
            return tail;
        }
    }
}
