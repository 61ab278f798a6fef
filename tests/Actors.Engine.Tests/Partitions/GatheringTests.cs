using Actors.Engine.Partitions;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Partitions;

public sealed class GatheringTests
{
    [Fact]
    public void Ordinals_run_through_all_that_one_record_moved()
    {
        var gathering = new Gathering();
        gathering.Add([Of("ann", 8, 0), Of("ann", 8, 1)], 0);
        gathering.Add([Of("bob", 5, 0)], 1);
        gathering.Add([Of("cyd", 8, 0)], 2);

        (Migration[] migrations, int[] slots) = gathering.Ordered();

        migrations.Select(m => (m.Position, m.Ordinal, m.Customer.ToString())).ShouldBe(
            [(5L, 0, "bob"), (8L, 0, "ann"), (8L, 1, "ann"), (8L, 2, "cyd")]);
        slots.ShouldBe([1, 0, 0, 2]);
    }

    [Fact]
    public void Changes_are_told_net_and_by_segment()
    {
        var gathering = new Gathering();
        gathering.Add([new Contribution(4, 1, 10), new Contribution(2, -1, -3)]);
        gathering.Add([new Contribution(4, -1, -10), new Contribution(2, 0, 5)]);
        gathering.Changes().ShouldBe([new Contribution(2, -1, 2)]);
        gathering.IsEmpty.ShouldBeFalse();
        gathering.Clear();
        gathering.IsEmpty.ShouldBeTrue();
    }

    private static Migration Of(string customer, long position, int ordinal) =>
        new(position, ordinal, CustomerId.User(customer), 1, 1, 0, -1, 0, 0, CauseKind.Event, default, default);
}
