using System.Text;
using Actors.Cluster.Hosting;
using Actors.EventLog;

namespace Actors.Cluster.Tests.Hosting;

/// <summary>States that are saved at the same time.</summary>
public sealed class GatheredSavesTests
{
    [Fact]
    public async Task What_comes_while_a_write_is_under_way_shares_the_next_one()
    {
        var writes = new List<string[]>();
        var first = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var saves = new GatheredSaves(async states =>
        {
            writes.Add([.. states.Select(state => Encoding.UTF8.GetString(state.Customer.Span))]);
            begun.TrySetResult();
            await first.Task;
        });
        Task ada = saves.Save(StateOf("ada"));
        await begun.Task;
        Task[] others = [saves.Save(StateOf("bob")), saves.Save(StateOf("cem")), saves.Save(StateOf("dan"))];
        others.ShouldAllBe(other => !other.IsCompleted);
        first.SetResult();
        await Task.WhenAll([ada, .. others]);
        writes.ShouldBe([["ada"], ["bob", "cem", "dan"]]);
        await saves.Save(StateOf("eve"));
        writes[^1].ShouldBe(["eve"]);
    }

    [Fact]
    public async Task A_write_that_fails_fails_for_all_that_shared_it_and_for_nobody_else()
    {
        int writes = 0;
        var saves = new GatheredSaves(_ => ++writes == 1 ? throw new StorageException("gone") : ValueTask.CompletedTask);
        await Should.ThrowAsync<StorageException>(() => saves.Save(StateOf("ada")));
        await saves.Save(StateOf("ada"));
        writes.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_forgotten_however_many_save_at_once()
    {
        int saved = 0;
        int writes = 0;
        var saves = new GatheredSaves(async states =>
        {
            await Task.Yield();
            Interlocked.Add(ref saved, states.Count);
            Interlocked.Increment(ref writes);
        });
        await Task.WhenAll(Enumerable.Range(0, 5_000).Select(n => Task.Run(() => saves.Save(StateOf($"c{n}")))));
        saved.ShouldBe(5_000);
        writes.ShouldBeLessThan(5_000);
    }

    private static StateToSave StateOf(string customer) => new(Encoding.UTF8.GetBytes(customer), new StoredState(1, new byte[] { 1 }));
}
