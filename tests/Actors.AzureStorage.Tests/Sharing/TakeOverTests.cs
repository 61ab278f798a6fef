using Actors.AzureStorage.States;
using Actors.AzureStorage.Tests.Faults;
using Actors.EventLog;
using Actors.EventLog.Tests;

namespace Actors.AzureStorage.Tests.Sharing;

/// <summary>Partitions that go from process to process, with and without the word of the owner before.</summary>
public sealed class TakeOverTests
{
    [Fact]
    public async Task A_partition_is_handed_over_and_back()
    {
        await using var cluster = await Cluster.Create();
        var (one, two) = (await cluster.Join(), await cluster.Join());
        (await Cluster.Take(one)).ShouldBe(1);
        await Cluster.Work(one, 2);
        (await Cluster.Take(two)).ShouldBe(3);
        await Cluster.ShouldHave(two, 2, 2);
        await Cluster.Work(two, 4);
        (await Cluster.Take(one)).ShouldBe(5);
        await Cluster.ShouldHave(one, 4, 2, 4);
        await Cluster.Work(one, 6);
        (await Cluster.Take(await cluster.Join())).ShouldBe(7);
    }

    [Fact]
    public async Task What_an_owner_of_before_writes_late_changes_nothing()
    {
        await using var cluster = await Cluster.Create();
        var (stale, owner) = (await cluster.Join(), await cluster.Join());
        await Cluster.Take(stale);
        await Cluster.Work(stale, 2);
        stale.Fingerprints(0).TryAdd(77, 2).ShouldBeTrue();
        await Cluster.Take(owner);

        (await stale.Input(0).Append(2, Blocks.Of(3, 3))).ShouldBe(new AppendOutcome(Appended: false, 3));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await Should.ThrowAsync<StorageException>(() => stale.States.Save(0, [Cluster.State(1, 9)]).AsTask());
            await Should.ThrowAsync<StorageException>(() => stale.States.Delete(0, [Cluster.Name(1)]).AsTask());
            await Should.ThrowAsync<StorageException>(
                () => stale.PutOwned(0, [("checkpoint/0", Blocks.Content(9, 50_000))]).AsTask());
        }

        await Cluster.ShouldHave(owner, 2, 2);
        await Cluster.Work(owner, 4);
        await stale.Fingerprints(0).Seal(3);
        await Should.ThrowAsync<StorageException>(() => stale.States.Save(0, [Cluster.State(1, 9)]).AsTask());
        await stale.Scrub(default);

        await Cluster.ShouldHave(owner, 4, 2, 4);
        var next = await cluster.Join();
        await Cluster.Take(next);
        await Cluster.ShouldHave(next, 4, 2, 4);
        next.Fingerprints(0).Contains(77).ShouldBeFalse("an owner of before has sealed it for a log that has ended");
    }

    [Fact]
    public async Task One_that_was_overtaken_while_it_took_a_partition_does_not_get_it()
    {
        await using var cluster = await Cluster.Create();
        var (slow, owner) = (await cluster.Join(), await cluster.Join());
        await slow.Input(0).Add(Blocks.Of(1, 1));
        await Cluster.Take(owner);
        await Cluster.Work(owner, 3);

        await Should.ThrowAsync<StorageException>(() => slow.Take(0, 1).AsTask());

        await Should.ThrowAsync<StorageException>(() => slow.States.Save(0, [Cluster.State(1, 9)]).AsTask());
        await Should.ThrowAsync<StorageException>(() => slow.PutOwned(0, [("checkpoint/0", null)]).AsTask());
        await owner.States.Save(0, [Cluster.State(2, 3)]);
        await Cluster.ShouldHave(owner, 3, 3);
    }

    [Theory]
    [InlineData("documents/", Fault.NotSent)]
    [InlineData("documents/", Fault.AnswerLost)]
    [InlineData("state/0000", Fault.NotSent)]
    [InlineData("state/0000", Fault.AnswerLost)]
    [InlineData("fingerprints", Fault.NotSent)]
    public async Task A_crash_in_the_middle_of_taking_leaves_all_to_the_next(string where, Fault first)
    {
        await using var cluster = await Cluster.Create();
        var (before, faults) = (await cluster.Join(), new FaultPolicy());
        await Cluster.Take(before);
        await Cluster.Work(before, 2);
        var stuck = new TaskCompletionSource();
        var dying = await cluster.Join(LogOptions(faults));
        var isFirst = true;
        faults.BeforeAnswer = () =>
        {
            stuck.TrySetResult();
            return Task.CompletedTask;
        };
        faults.Decide = request =>
        {
            if (stuck.Task.IsCompleted) return Fault.NotSent;
            var isThere = request.Uri.ToString().Contains(where, StringComparison.Ordinal)
                && (where == "fingerprints" || FaultPolicy.IsAppend(request));
            if (!isThere || !isFirst) return Fault.None;
            isFirst = false;
            return first;
        };

        var taking = Cluster.Take(dying);
        await stuck.Task;
        await cluster.Leave(dying);
        await Should.ThrowAsync<Exception>(() => taking);

        var next = await cluster.Join();
        (await Cluster.Take(next)).ShouldBe(4);
        await Cluster.ShouldHave(next, 2, 2);
        await Should.ThrowAsync<StorageException>(() => before.States.Save(0, [Cluster.State(1, 9)]).AsTask());
        await Cluster.Work(next, 5);
        await Cluster.ShouldHave(next, 5, 2, 5);
    }

    [Fact]
    public async Task What_was_not_taken_is_read_as_it_is_and_written_by_nobody()
    {
        await using var cluster = await Cluster.Create();
        var (owner, other) = (await cluster.Join(), await cluster.Join());
        await Cluster.Take(owner);
        for (var position = 2; position < 5; position++)
        {
            await Cluster.Work(owner, position);
            (await other.States.Load(0, Cluster.Name(1)))!.Value.Applied.ShouldBe(position);
        }

        await Should.ThrowAsync<StorageException>(() => other.States.Save(0, [Cluster.State(1, 9)]).AsTask());
        await Should.ThrowAsync<StorageException>(() => other.PutOwned(0, [("checkpoint/0", null)]).AsTask());
        Should.Throw<StorageException>(() => other.Fingerprints(0).Contains(1));
        await Cluster.ShouldHave(owner, 4, 2, 3, 4);
    }

    [Fact]
    public async Task A_journal_that_was_written_anew_still_says_whose_it_is()
    {
        await using var cluster = await Cluster.Create();
        var (stale, owner) = (await cluster.Join(), await cluster.Join());
        await Cluster.Take(stale);
        await stale.States.Save(0, [Cluster.State(1, 2)]);
        await Cluster.Take(owner);
        // As an index that its writer saves late.
        var index = (await cluster.Container().Get("state/0000/index", default)) ?? default;
        for (var round = 3; round <= 50; round++)
            await owner.States.Save(0, [.. Enumerable.Range(1, 200).Select(n => Cluster.State(n, round))]);
        (await cluster.Container().Get($"state/0000/{1:D20}-0000.log", default)).ShouldBeNull("it was written anew");
        if (index.Length > 0) await cluster.Container().Put("state/0000/index", index, onlyNew: false, default);

        await Should.ThrowAsync<StorageException>(() => stale.States.Save(0, [Cluster.State(1, 99)]).AsTask());

        // Whoever was slow to take it learns of the owner from what was written anew.
        await Should.ThrowAsync<StorageException>(() => ((AzureStates)stale.States).Take(0, 1, default));
        await owner.States.Save(0, [Cluster.State(1, 51)]);
        var next = await cluster.Join();
        await Cluster.Take(next);
        (await next.States.Load(0, Cluster.Name(1)))!.Value.Applied.ShouldBe(51);
        (await next.States.Load(0, Cluster.Name(200)))!.Value.Applied.ShouldBe(50);
        await Should.ThrowAsync<StorageException>(() => owner.States.Save(0, [Cluster.State(1, 99)]).AsTask());
    }

    private static AzureStoreOptions LogOptions(FaultPolicy faults) => new()
    {
        Policies = [faults],
        RetriesMax = 0,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        ClosePatience = TimeSpan.FromMilliseconds(50),
    };
}
