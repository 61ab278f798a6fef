namespace Actors.EventLog.Tests.Conformance;

/// <summary>What every log keeps to.</summary>
public abstract class LogConformance(StoreSubject subject) : IAsyncLifetime
{
    private ILog Log => subject.Store.Input(2);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await subject.DisposeAsync();

    [Fact]
    public async Task A_new_log_is_empty()
    {
        Log.Tail.ShouldBe(0);
        (await Log.Read(0).ToList()).ShouldBeEmpty();
        (await Log.ReadAt(1)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(5_000)]
    [InlineData(3_000_000)]
    public async Task What_is_appended_is_read_back(int bytes)
    {
        LogBlock[] blocks = [Blocks.Of(1, 10, bytes), Blocks.Of(11, 11, bytes), Blocks.Of(12, 40, bytes)];
        await Log.Add(blocks);

        Log.Tail.ShouldBe(40);
        var read = await Log.Read(0).ToList();
        read.Count.ShouldBe(3);
        for (var i = 0; i < 3; i++) read[i].ShouldBe(blocks[i]);
    }

    [Fact]
    public async Task The_tail_that_is_asked_for_is_the_one_that_is_known()
    {
        (await Log.ReadTail()).ShouldBe(0);
        await Log.Add(Blocks.Of(1, 10), Blocks.Of(11, 12));
        (await Log.ReadTail()).ShouldBe(12);
    }

    [Fact]
    public async Task Content_that_does_not_compress_is_read_back()
    {
        var content = new byte[20_000];
        new Random(7).NextBytes(content);
        var block = new LogBlock(1, 1, -5, long.MaxValue, content);
        await Log.Add(block);
        (await Log.ReadAt(1))!.Value.ShouldBe(block);
    }

    [Fact]
    public async Task Reading_begins_with_the_block_that_holds_the_next_position()
    {
        await Log.Add(Blocks.Of(1, 10), Blocks.Of(11, 20), Blocks.Of(21, 30));

        (await Log.Read(9).ToList()).Select(block => block.First).ShouldBe([1, 11, 21]);
        (await Log.Read(10).ToList()).Select(block => block.First).ShouldBe([11, 21]);
        (await Log.Read(29).ToList()).Select(block => block.First).ShouldBe([21]);
        (await Log.Read(30).ToList()).ShouldBeEmpty();
        (await Log.Read(99).ToList()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_position_is_found_in_its_block()
    {
        await Log.Add(Blocks.Of(1, 10), Blocks.Of(11, 20));

        (await Log.ReadAt(1))!.Value.ShouldBe(Blocks.Of(1, 10));
        (await Log.ReadAt(10))!.Value.ShouldBe(Blocks.Of(1, 10));
        (await Log.ReadAt(11))!.Value.ShouldBe(Blocks.Of(11, 20));
        (await Log.ReadAt(21)).ShouldBeNull();
        (await Log.ReadAt(0)).ShouldBeNull();
    }

    [Fact]
    public async Task A_stale_owner_is_refused_and_writes_nothing()
    {
        await Log.Add(Blocks.Of(1, 10));

        (await Log.Append(0, Blocks.Of(1, 5))).ShouldBe(new AppendOutcome(Appended: false, 10));
        (await Log.Append(12, Blocks.Of(13, 14))).ShouldBe(new AppendOutcome(Appended: false, 10));

        Log.Tail.ShouldBe(10);
        (await Log.Read(0).ToList()).Single().ShouldBe(Blocks.Of(1, 10));
    }

    [Fact]
    public async Task Of_two_owners_at_one_tail_exactly_one_appends()
    {
        var outcomes = await Task.WhenAll(
            Enumerable.Range(1, 20).Select(i => Task.Run(async () => await Log.Append(0, Blocks.Of(1, i)))));

        var winner = outcomes.Single(outcome => outcome.Appended);
        outcomes.ShouldAllBe(outcome => outcome.Tail == winner.Tail);
        Log.Tail.ShouldBe(winner.Tail);
    }

    [Fact]
    public async Task Appends_that_wait_together_follow_each_other()
    {
        var first = Log.Append(0, Blocks.Of(1, 10)).AsTask();
        var second = Log.Append(10, Blocks.Of(11, 20)).AsTask();
        (await Task.WhenAll(first, second)).ShouldAllBe(outcome => outcome.Appended);
        Log.Tail.ShouldBe(20);
    }

    [Fact]
    public async Task A_block_that_does_not_follow_its_tail_is_a_mistake_of_the_caller()
    {
        await Should.ThrowAsync<ArgumentException>(async () => await Log.Append(0, Blocks.Of(2, 3)));
        await Should.ThrowAsync<ArgumentException>(async () => await Log.Append(4, Blocks.Of(5, 4)));
        Log.Tail.ShouldBe(0);
    }

    [Fact]
    public async Task Replaced_content_takes_the_place_of_the_old()
    {
        await Log.Add(Blocks.Of(1, 10), Blocks.Of(11, 20), Blocks.Of(21, 30));
        var erased = Blocks.Of(11, 20, bytes: 3000, seed: 9);
        await Log.Replace(erased);

        (await Log.ReadAt(15))!.Value.ShouldBe(erased);
        await subject.Reopen();
        var read = await Log.Read(0).ToList();
        read[0].ShouldBe(Blocks.Of(1, 10));
        read[1].ShouldBe(erased);
        read[2].ShouldBe(Blocks.Of(21, 30));
    }

    [Fact]
    public async Task Only_a_whole_block_can_be_replaced()
    {
        await Log.Add(Blocks.Of(1, 10));
        await Should.ThrowAsync<StorageException>(async () => await Log.Replace(Blocks.Of(1, 9)));
        await Should.ThrowAsync<StorageException>(async () => await Log.Replace(Blocks.Of(11, 20)));
        (await Log.ReadAt(3))!.Value.ShouldBe(Blocks.Of(1, 10));
    }

    [Fact]
    public async Task Appends_to_many_logs_at_once_are_durable_and_in_order()
    {
        await Task.WhenAll(Enumerable.Range(0, StoreSubject.Partitions).SelectMany(n =>
            new[] { Fill(subject.Store.Input(n), n), Fill(subject.Store.Outbox(n), n + 50) }));

        await subject.Reopen();

        for (var n = 0; n < StoreSubject.Partitions; n++)
        {
            await CheckFilled(subject.Store.Input(n), n);
            await CheckFilled(subject.Store.Outbox(n), n + 50);
        }
    }

    [Fact]
    public async Task A_long_log_is_read_whole_while_it_grows()
    {
        for (var i = 0; i < 30; i++) await Log.Add(Blocks.Of((i * 10) + 1, (i * 10) + 10, 300_000));

        var after = 0L;
        await foreach (var block in Log.Read(0))
        {
            block.First.ShouldBe(after + 1);
            after = block.Last;
            if (after == 50) await Log.Add(Blocks.Of(301, 310));
        }

        after.ShouldBe(300);
        Log.Tail.ShouldBe(310);
    }

    [Fact]
    public async Task The_caller_may_use_its_buffer_again()
    {
        var buffer = Blocks.Content(1, 100);
        await Log.Append(0, new LogBlock(1, 1, 0, 0, buffer));
        buffer.AsSpan().Clear();
        (await Log.ReadAt(1))!.Value.Payload.ToArray().ShouldBe(Blocks.Content(1, 100));
    }

    [Fact]
    public async Task A_cancelled_append_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(
            async () => await Log.Append(0, Blocks.Of(1, 1), cancelled.Token));
        Log.Tail.ShouldBe(0);
    }

    [Fact]
    public void A_partition_beyond_the_last_does_not_exist()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => subject.Store.Input(StoreSubject.Partitions));
        Should.Throw<ArgumentOutOfRangeException>(() => subject.Store.Outbox(-1));
    }

    private static async Task Fill(ILog log, int seed)
    {
        for (var i = 0; i < 50; i++) await log.Add(Blocks.Of((i * 3) + 1, (i * 3) + 3, 700 + seed, seed));
    }

    private static async Task CheckFilled(ILog log, int seed)
    {
        log.Tail.ShouldBe(150);
        var blocks = await log.Read(0).ToList();
        blocks.Count.ShouldBe(50);
        for (var i = 0; i < 50; i++) blocks[i].ShouldBe(Blocks.Of((i * 3) + 1, (i * 3) + 3, 700 + seed, seed));
    }
}

public sealed class MemoryLogTests() : LogConformance(new MemorySubject());

public sealed class SqliteLogTests() : LogConformance(new SqliteSubject());
