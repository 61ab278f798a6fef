using Actors.Engine.Partitions;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Partitions;

public sealed class TurnGroupsTests
{
    [Fact]
    public void Each_customer_gets_its_records_in_order_once()
    {
        var dice = new Random(1);
        var groups = new TurnGroups();
        for (int round = 0; round < 300; round++)
        {
            int count = 1 + dice.Next(round % 50 == 0 ? 3_000 : 60);
            int[] slots = [.. Enumerable.Range(0, count).Select(_ => dice.Next(1 + count / 2))];
            Record[] records = [.. Enumerable.Range(0, count).Select(n =>
                new Record(n + 1, RecordKind.Event, n, n, default, default, default, default, default))];

            groups.Build(records, slots);

            groups.Groups.Select(g => g.Slot).ShouldBe(slots.Distinct());
            foreach (TurnGroups.Group group in groups.Groups)
            {
                group.Records.ToArray().Select(r => r.Position).ShouldBe(
                    Enumerable.Range(0, count).Where(n => slots[n] == group.Slot).Select(n => n + 1L));
            }
        }
    }
}
