using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.Engine.Statistics;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Statistics;

public sealed class PartitionTotalsTests
{
    private const long Now = 1_767_225_600_000;

    [Fact]
    public void Only_what_changed_is_reported_and_what_slides_until_it_has_slid_out()
    {
        var totals = new PartitionTotals();
        totals.Fold([Of(Migration.None, 3, Now)], [new Contribution(3, 1, 50)]);
        Report(totals, Now, recent: false).Single().RecentEntries.ShouldBe(new Recent(1, 1, 1));
        Report(totals, Now, recent: false).ShouldBeEmpty();
        Report(totals, Now + 3_600_000, recent: true).Single().RecentEntries.ShouldBe(new Recent(0, 0, 1));
        // A leap over the whole window: that it is empty now must still be told.
        Report(totals, Now + 300_000_000, recent: true).Single().RecentEntries.ShouldBe(new Recent(0, 0, 0));
        Report(totals, Now + 300_000_001, recent: true).ShouldBeEmpty();
    }

    [Fact]
    public void A_full_report_names_every_segment()
    {
        var totals = new PartitionTotals();
        totals.Fold([Of(Migration.None, 3, Now), Of(3, 4, Now + 5)], [new Contribution(4, 1, 50)]);
        Report(totals, Now + 5, recent: false);
        Partial[] all = Report(totals, Now + 300_000_000, recent: true, full: true);
        all.Select(p => (p.Members, p.Entries, p.Exits)).ShouldBe([(0, 1, 1), (1, 1, 0)]);
        all[1].Arrivals.Select(a => (a.From, a.Total)).ShouldBe([(3, 1L)]);
    }

    [Fact]
    public void They_come_back_from_a_checkpoint()
    {
        var dice = new Random(1);
        var totals = new PartitionTotals();
        for (int n = 0; n < 200; n++)
        {
            totals.Fold([Of(dice.Next(5) - 1, dice.Next(5) - 1, Now + n * 1_000)], [new Contribution(dice.Next(5), dice.Next(3) - 1, -dice.Next(99))]);
        }
        var writer = new BlockWriter(16);
        totals.Write(writer);
        var reader = new BlockReader(writer.Memory, "checkpoint");
        PartitionTotals read = PartitionTotals.Read(ref reader);
        long later = Now + 250_000;
        Text(Report(read, later, recent: true, full: true)).ShouldBe(Text(Report(totals, later, recent: true, full: true)));
    }

    private static string Text(Partial[] partials) =>
        string.Join('\n', partials.Select(p => $"{p with { Arrivals = [] }} {string.Join(';', p.Arrivals)}"));

    private static Partial[] Report(PartitionTotals totals, long nowMs, bool recent, bool full = false)
    {
        var told = new List<Partial>();
        totals.Report(0, 1, 1, nowMs, recent, full, (_, partial) => told.Add(partial));
        return [.. told];
    }

    private static Migration Of(int from, int to, long at) =>
        new(1, 0, CustomerId.User("ann"), 1, 1, 0, from, to, at, CauseKind.Event, default, default);
}
