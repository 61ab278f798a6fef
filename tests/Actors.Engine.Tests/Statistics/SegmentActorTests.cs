using Actors.Engine.Seam;
using Actors.Engine.Segments;

namespace Actors.Engine.Tests.Statistics;

public sealed class SegmentActorTests
{
    [Fact]
    public async Task Reports_in_any_order_and_number_give_the_same()
    {
        Partial[] reports =
        [
            .. from partition in Enumerable.Range(0, 3)
               from position in Enumerable.Range(1, 10)
               select Of(partition, epoch: 1 + position / 5, position, members: partition * 100 + position),
        ];
        for (int seed = 0; seed < 20; seed++)
        {
            var dice = new Random(seed);
            var segment = new SegmentActor(new SegmentKey(7), 3);
            foreach (Partial report in reports.Concat(reports).OrderBy(_ => dice.Next()))
            {
                await segment.Report(report);
            }
            SegmentView view = await segment.Read();
            (view.Members, view.PartitionsMissing).ShouldBe((10 + 110 + 210, 0));
        }
    }

    [Fact]
    public async Task It_says_who_has_not_reported()
    {
        var segment = new SegmentActor(new SegmentKey(7), 3);
        await segment.Report(Of(1, 1, 1, 5));
        (await segment.Read()).PartitionsMissing.ShouldBe(2);
    }

    [Fact]
    public async Task A_new_owner_counts_more_than_a_later_position_of_the_one_before()
    {
        var segment = new SegmentActor(new SegmentKey(7), 1);
        await segment.Report(Of(0, epoch: 9, position: 20, members: 2));
        await segment.Report(Of(0, epoch: 3, position: 25, members: 1));
        (await segment.Read()).Members.ShouldBe(2);
    }

    private static Partial Of(int partition, long epoch, long position, long members) =>
        new(partition, epoch, position, position, members, 0, 0, 0, default, default, []);
}
