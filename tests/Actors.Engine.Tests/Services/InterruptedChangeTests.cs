using Actors.Conformance.Shops;
using Actors.Engine.Services;
using Actors.Engine.Tests.Partitions;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Tests.Services;

/// <summary>A change of the definitions whose past is being read is there again after a crash, unless it was given up.</summary>
public sealed class InterruptedChangeTests
{
    private static readonly TwiceRule Twice = new("two-orders", """count("Order Completed" in 999d) >= 2""", (_, _) => false);

    [Fact]
    public async Task It_is_taken_up_at_the_next_start()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        await first.Rig.Append(Calls.Order("ann", 1_000, 1, "m1"), Calls.Order("ann", 1_000, 1, "m2"), Calls.Order("bob", 1_000, 1, "m3"));
        await first.ChangeUntilItReads(Twice);

        Life second = await first.Crash();
        await second.Catalogs.Resume();
        second.Catalogs.UnderWay.ShouldNotBeNull().Version.ShouldBe(2);
        second.Catalogs.Current.Version.ShouldBe(1);
        second.MayRead.SetResult();
        await second.Catalogs.TakenUp;

        second.Catalogs.Current.Version.ShouldBe(2);
        (await second.Members("two-orders")).ShouldBe(["ann"]);
    }

    [Fact]
    public async Task It_is_told_how_far_it_is_and_given_up_only_while_it_reads()
    {
        await OneAtATime.Begin();
        Life life = await Life.Begin();
        var maySwitch = new TaskCompletionSource();
        life.MaySwitch = maySwitch.Task;
        life.Catalogs.UnderWay.ShouldBeNull();
        Task<CatalogChange> change = await life.ChangeUntilItReads(Twice);
        life.Catalogs.UnderWay.ShouldBe(new CatalogProgress(2, IsSwitching: false, 0));
        life.MayRead.SetResult();
        while (life.Catalogs.UnderWay is not { IsSwitching: true })
        {
            await Task.Yield();
        }
        life.Catalogs.UnderWay.ShouldBe(new CatalogProgress(2, IsSwitching: true, 0));
        (await life.Catalogs.CancelChange()).ShouldBeFalse();
        maySwitch.SetResult();
        (await change).Kind.ShouldBe(CatalogChangeKind.Activated);
        life.Catalogs.UnderWay.ShouldBeNull();
    }

    [Fact]
    public async Task Others_wait_for_it()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        await first.ChangeUntilItReads(Twice);
        Life second = await first.Crash();
        await second.Catalogs.Resume();
        Task<CatalogChange> other = second.Catalogs.Change(d => d with { Segments = [.. d.Segments, TwiceRule.Paris.Definition] }).AsTask();
        second.MayRead.SetResult();
        (await other).Catalog.Version.ShouldBe(3);
        second.Catalogs.Current.Definition.Segments.Select(s => s.Key).ShouldBe(["two-orders", "paris"]);
    }

    [Fact]
    public async Task Given_up_after_the_crash_it_does_not_come_back()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        await first.ChangeUntilItReads(Twice);
        Life second = await first.Crash();
        await second.Catalogs.Resume();
        Task<bool> given = second.Catalogs.CancelChange().AsTask();
        second.MayRead.SetResult();
        (await given).ShouldBeTrue();
        await second.Catalogs.TakenUp;

        await DoesNotComeBack(second);
    }

    [Fact]
    public async Task Given_up_before_the_crash_it_does_not_come_back()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        Task<CatalogChange> change = await first.ChangeUntilItReads(Twice);
        Task<bool> given = first.Catalogs.CancelChange().AsTask();
        first.MayRead.SetResult();
        (await given).ShouldBeTrue();
        await Should.ThrowAsync<CatalogChangeCancelledException>(change);

        await DoesNotComeBack(first);
    }

    [Fact]
    public async Task Refused_by_the_store_it_does_not_come_back()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        Task<CatalogChange> change = await first.ChangeUntilItReads(Twice);
        first.Rig.Store.Faults.FailNextDocuments("catalog/", 1);
        first.MayRead.SetResult();
        (await Should.ThrowAsync<StorageException>(change)).ShouldNotBeOfType<CatalogChangeUncertainException>();
        first.Catalogs.Current.Version.ShouldBe(1);

        await DoesNotComeBack(first);
    }

    [Fact]
    public async Task Refused_by_a_store_that_cannot_drop_the_note_either_it_says_that_it_may_come_back()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        Task<CatalogChange> change = await first.ChangeUntilItReads(Twice);
        first.Rig.Store.Faults.FailNextDocuments("catalog/", 2);
        first.MayRead.SetResult();
        (await Should.ThrowAsync<CatalogChangeUncertainException>(change)).Message.ShouldContain("the next start may take it up");

        Life second = await first.Crash();
        await second.Catalogs.Resume();
        second.Catalogs.UnderWay.ShouldNotBeNull().Version.ShouldBe(2);
        second.MayRead.SetResult();
        await second.Catalogs.TakenUp;
        second.Catalogs.Current.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_is_told_that_it_is_given_up_whose_note_could_not_be_dropped()
    {
        await OneAtATime.Begin();
        Life life = await Life.Begin();
        Task<CatalogChange> change = await life.ChangeUntilItReads(Twice);
        Task<bool> given = life.Catalogs.CancelChange().AsTask();
        life.Rig.Store.Faults.FailNextDocuments("catalog/", 1);
        life.MayRead.SetResult();
        await Should.ThrowAsync<CatalogChangeUncertainException>(given);
        await Should.ThrowAsync<CatalogChangeUncertainException>(change);
    }

    [Fact]
    public async Task Over_a_damaged_log_it_fails_and_names_the_place_and_everything_goes_on_as_it_was()
    {
        await OneAtATime.Begin();
        Life life = await Life.Begin();
        await life.Rig.Append(Calls.Order("ann", 1_000, 1, "m1"), Calls.Order("bob", 1_000, 1, "m2"));
        await life.Rig.Damage("ann");
        life.MayRead.SetResult();
        CorruptLogException damaged = await Should.ThrowAsync<CorruptLogException>(
            life.Catalogs.Change(_ => TwiceCatalog.Of(Twice, TwiceRule.Buyer).Definition).AsTask());
        damaged.Message.ShouldContain("Input log of partition 0, block ");

        (life.Catalogs.UnderWay, life.Catalogs.Current.Version, life.Store.Latest).ShouldBe((null, 1, 1));
        (await life.Store.HasNote()).ShouldBeFalse();
        await life.Rig.Append(Calls.Order("cid", 1_000, 1, "m3"));
        (await life.Members("buyer")).ShouldBe(["ann", "bob", "cid"], ignoreOrder: true);
    }

    [Fact]
    public async Task Taken_up_over_a_damaged_log_it_says_so_at_every_start_until_it_is_given_up()
    {
        await OneAtATime.Begin();
        Life life = await BeforeDamage();
        for (int start = 0; start < 2; start++)
        {
            life = await life.Crash();
            life.MayRead.SetResult();
            await life.Catalogs.Resume();
            await life.Catalogs.TakenUp;
            (life.Catalogs.UnderWay, life.Catalogs.Current.Version, life.Store.Latest).ShouldBe((null, 1, 1));
            UnfinishedChange left = life.Catalogs.Unfinished.ShouldNotBeNull();
            left.Version.ShouldBe(2);
            left.Reason.ShouldContain("Input log of partition 0, block ");
        }
        (await life.Catalogs.CancelChange()).ShouldBeTrue();
        life.Catalogs.Unfinished.ShouldBeNull();
        (await life.Catalogs.CancelChange()).ShouldBeFalse();
        life = await DoesNotComeBack(life);
        life.Catalogs.Unfinished.ShouldBeNull();
    }

    [Fact]
    public async Task Unfinished_it_is_overtaken_by_the_next_change_but_not_by_a_lookup_table()
    {
        await OneAtATime.Begin();
        Life life = await (await BeforeDamage()).Crash();
        life.MayRead.SetResult();
        await life.Catalogs.Resume();
        await life.Catalogs.TakenUp;
        await life.Catalogs.SetTable("weather", Life.Rows());
        life.Catalogs.Unfinished.ShouldNotBeNull();
        await life.Catalogs.Change(_ => TwiceCatalog.Of(TwiceRule.Paris).Definition);
        life.Catalogs.Unfinished.ShouldBeNull();
        Life next = await life.Crash();
        await next.Catalogs.Resume();
        (next.Catalogs.UnderWay, next.Catalogs.Unfinished).ShouldBe((null, null));
    }

    [Fact]
    public async Task Where_this_server_refuses_its_definitions_it_says_so()
    {
        await OneAtATime.Begin();
        Life life = await Life.Begin();
        var definition = new CatalogDefinition([new SegmentDefinition("sundays", "Sundays", "weekday(now) == 0")], []);
        await life.Store.Note(Catalog.Compile(definition, CatalogNumbers.Empty, 2).Catalog.ShouldNotBeNull(), 0);
        await life.Catalogs.Resume();
        await life.Catalogs.TakenUp;
        life.Catalogs.Unfinished.ShouldNotBeNull().Reason.ShouldContain("/segments/0/when: Weekdays go from 1");
    }

    [Fact]
    public async Task A_lookup_table_set_meanwhile_does_not_push_it_out()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        await first.ChangeUntilItReads(Twice);
        Life second = await first.Crash();
        await second.SaveTable();
        await second.Catalogs.Resume();
        second.MayRead.SetResult();
        await second.Catalogs.TakenUp;
        second.Catalogs.Current.Version.ShouldBe(3);
        second.Catalogs.Current.Definition.Segments.Single().Key.ShouldBe("two-orders");
    }

    [Fact]
    public async Task Once_it_is_live_nothing_brings_it_back()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        first.MayRead.SetResult();
        await first.Catalogs.Change(_ => TwiceCatalog.Of(Twice).Definition);
        await first.Catalogs.Change(_ => TwiceCatalog.Full.Definition);
        await first.Catalogs.Change(_ => TwiceCatalog.Of(TwiceRule.Paris).Definition);
        Life second = await first.Crash();
        await second.Catalogs.Resume();
        second.Catalogs.UnderWay.ShouldBeNull();
        second.Catalogs.Current.Definition.Segments.Single().Key.ShouldBe("paris");
    }

    /// <summary>A change is noted, and its past cannot be read.</summary>
    private static async Task<Life> BeforeDamage()
    {
        Life life = await Life.Begin();
        await life.Rig.Append(Calls.Order("ann", 1_000, 1, "m1"), Calls.Order("bob", 1_000, 1, "m2"));
        await life.Rig.Actor.SaveCheckpoint();
        await life.ChangeUntilItReads(Twice);
        await life.Rig.Damage("ann");
        return life;
    }

    private static async Task<Life> DoesNotComeBack(Life before)
    {
        Life next = await before.Crash();
        await next.Catalogs.Resume();
        next.Catalogs.UnderWay.ShouldBeNull();
        (next.Catalogs.Current.Version, next.Store.Latest).ShouldBe((1, 1));
        return next;
    }
}
