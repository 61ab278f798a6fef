using Actors.AzureStorage.Logs;
using Actors.AzureStorage.Tests.Azurite;
using Actors.AzureStorage.Tests.Logs;
using Actors.EventLog;
using Actors.EventLog.Tests;

namespace Actors.AzureStorage.Tests.Faults;

/// <summary>Whatever happens to an append on its way, it is answered with what became of it, and lands once at most.</summary>
public sealed class AppendFaultTests
{
    [Theory]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.NotSent)]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.TimedOut)]
    public async Task An_append_lands_once_whatever_its_first_attempts_meet(Fault fault)
    {
        await using var world = await LogWorld.Create();
        var faults = new FaultPolicy();
        var log = await world.Open(LogWorld.With(faults));
        await log.Add(Blocks.Of(1, 5));
        faults.NextAppends(fault, fault, fault);

        await log.Add(Blocks.Of(6, 9), Blocks.Of(10, 12));

        faults.Met.ShouldBeGreaterThan(0);
        (await (await world.Open()).Read(0).ToList()).Select(block => (block.First, block.Last)).ShouldBe([(1, 5), (6, 9), (10, 12)]);
    }

    [Fact]
    public async Task An_append_whose_answer_was_lost_is_recognized_even_behind_the_next_owners()
    {
        await using var world = await LogWorld.Create();
        var faults = new FaultPolicy();
        var log = await world.Open(LogWorld.With(faults));
        await log.Add(Blocks.Of(1, 5));
        var next = await world.Open();
        faults.NextAppends(Fault.AnswerLost);
        faults.BeforeAnswer = async () =>
        {
            await next.Refresh();
            await next.Add(Blocks.Of(7, 8, seed: 2));
        };

        (await log.Append(5, Blocks.Of(6, 6))).ShouldBe(new AppendOutcome(Appended: true, 6));
        (await log.Append(6, Blocks.Of(7, 7))).ShouldBe(new AppendOutcome(Appended: false, 8));
        (await log.Read(0).ToList()).Select(block => block.Last).ShouldBe([5, 6, 8]);
    }

    [Fact]
    public async Task An_append_that_another_owner_overtook_is_refused_and_never_lands()
    {
        await using var world = await LogWorld.Create();
        var faults = new FaultPolicy();
        var log = await world.Open(LogWorld.With(faults));
        await log.Add(Blocks.Of(1, 5));
        var next = await world.Open();
        faults.NextAppends(Fault.NotSent);
        faults.BeforeAnswer = async () => await next.Add(Blocks.Of(6, 8, seed: 2));

        (await log.Append(5, Blocks.Of(6, 6))).ShouldBe(new AppendOutcome(Appended: false, 8));

        (await log.ReadAt(6))!.Value.ShouldBe(Blocks.Of(6, 8, seed: 2));
        (await (await world.Open()).Read(0).ToList()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_stale_owner_is_refused_however_far_the_log_has_gone_on()
    {
        await using var world = await LogWorld.Create();
        var small = new AzureStoreOptions { BlobBlocksMax = 2 };
        var stale = await world.Open(small);
        await stale.Add(Blocks.Of(1, 5));
        var owner = await world.Open(small);
        for (var first = 6L; first < 60; first += 6) await owner.Add(Blocks.Of(first, first + 5));

        (await stale.Append(5, Blocks.Of(6, 7, seed: 9))).ShouldBe(new AppendOutcome(Appended: false, 59));

        (await stale.Read(0).ToList()).Select(block => block.Last).ShouldBe([5, .. Enumerable.Range(0, 9).Select(i => 11L + (6 * i))]);
        await stale.Add(Blocks.Of(60, 61));
        (await owner.Append(59, Blocks.Of(60, 70))).ShouldBe(new AppendOutcome(Appended: false, 61));
    }

    [Fact]
    public async Task Of_two_owners_that_race_each_position_is_won_by_one()
    {
        await using var world = await LogWorld.Create();
        var small = new AzureStoreOptions { BlobBlocksMax = 7 };
        AppendBlobLog[] owners = [await world.Open(small), await world.Open(small), await world.Open(small)];
        var won = await Task.WhenAll(owners.Select((log, seed) => Task.Run(() => Race(log, seed, until: 60))));

        var read = await (await world.Open()).Read(0).ToList();
        read.Select(block => block.First).ShouldBe(Enumerable.Range(1, read.Count).Select(n => (long)n));
        for (var seed = 0; seed < owners.Length; seed++)
        {
            foreach (var first in won[seed]) read[(int)first - 1].ShouldBe(Blocks.Of(first, first, 300, seed + 1));
        }

        won.Sum(each => each.Count).ShouldBe(read.Count);
    }

    [Fact]
    public async Task A_log_that_was_deleted_underneath_takes_nothing_more()
    {
        await using var world = await LogWorld.Create();
        var log = await world.Open();
        await log.Add(Blocks.Of(1, 5));
        foreach (var blob in await world.Blobs()) await world.Container.Delete(blob.Name, CancellationToken.None);

        (await log.Append(5, Blocks.Of(6, 7))).Appended.ShouldBeFalse();
        (await world.Blobs()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Under_a_storm_of_faults_the_log_is_what_was_answered(int seed)
    {
        await using var world = await LogWorld.Create();
        var faults = new FaultPolicy();
        var log = await world.Open(LogWorld.With(faults) with { BlobBlocksMax = 5 });
        faults.Sometimes(seed, share: 0.3);

        // Several wait at a time, so that some share a block.
        for (var first = 1L; first <= 120; first += 4)
        {
            var appends = Enumerable.Range(0, 4).Select(i => log.Append(first + i - 1, Blocks.Of(first + i, first + i, 400)).AsTask());
            (await Task.WhenAll(appends)).ShouldAllBe(outcome => outcome.Appended);
        }

        faults.Met.ShouldBeGreaterThan(5);
        var read = await (await world.Open()).Read(0).ToList();
        read.Count.ShouldBe(120);
        for (var i = 0; i < 120; i++) read[i].ShouldBe(Blocks.Of(i + 1, i + 1, 400));
    }

    [Fact]
    public async Task A_torn_connection_neither_loses_nor_doubles_a_block()
    {
        await using var world = await LogWorld.Create();
        await using var proxy = new TearingProxy(await AzuriteProcess.Address);
        var log = await world.Open(new AzureStoreOptions { RetryDelay = TimeSpan.FromMilliseconds(1) }, proxy.Address);
        for (var position = 1; position <= 24; position++)
        {
            // Within the headers, within the body, and after all of it.
            if (position % 3 == 0) proxy.TearRequest(afterBytes: 20 + (position * 300));
            if (position % 4 == 0) proxy.TearAnswers(1);
            var block = Noise(position);
            (await log.Append(position - 1, block)).ShouldBe(new AppendOutcome(Appended: true, position));
        }

        proxy.Torn.ShouldBeGreaterThan(8);
        var read = await (await world.Open()).Read(0).ToList();
        read.Count.ShouldBe(24);
        for (var i = 0; i < 24; i++) read[i].ShouldBe(Noise(i + 1));
    }

    private static LogBlock Noise(long position)
    {
        var content = new byte[8_000];
        new Random((int)position).NextBytes(content);
        return new LogBlock(position, position, 0, 0, content);
    }

    private static async Task<List<long>> Race(ILog log, int seed, long until)
    {
        var won = new List<long>();
        while (log.Tail < until)
        {
            var first = log.Tail + 1;
            if ((await log.Append(first - 1, Blocks.Of(first, first, 300, seed + 1))).Appended) won.Add(first);
        }

        return won;
    }
}
