using Actors.Engine.Partitions;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Partitions;

public sealed class DueHeapTests
{
    [Fact]
    public void It_gives_what_a_sorted_list_gives()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            var dice = new Random(seed);
            var index = new CustomerIndex();
            var heap = new DueHeap(index);
            var oracle = new Dictionary<int, long>();
            for (int n = 0; n < 200; n++)
            {
                index.FindOrAdd(CustomerId.User($"{n}"));
            }
            for (int step = 0; step < 2_000; step++)
            {
                if (dice.Next(10) > 0)
                {
                    int slot = dice.Next(200);
                    long due = dice.Next(5) == 0 ? long.MaxValue : dice.Next(300);
                    heap.Set(slot, due);
                    oracle.Remove(slot);
                    if (due != long.MaxValue)
                    {
                        oracle[slot] = due;
                    }
                }
                else
                {
                    TakeAll(heap, index, oracle, dice.Next(300));
                }
                heap.Count.ShouldBe(oracle.Count);
                heap.NextMs.ShouldBe(oracle.Count == 0 ? long.MaxValue : oracle.Values.Min());
                long to = dice.Next(300);
                int limit = dice.Next(50);
                heap.HasMoreDueThan(limit, to).ShouldBe(oracle.Values.Count(due => due <= to) > limit);
            }
        }
    }

    private static void TakeAll(DueHeap heap, CustomerIndex index, Dictionary<int, long> oracle, long to)
    {
        long last = long.MinValue;
        for (int slot = heap.TakeDue(to); slot >= 0; slot = heap.TakeDue(to))
        {
            oracle.Remove(slot, out long due).ShouldBeTrue();
            index[slot].DueAtMs.ShouldBe(due);
            due.ShouldBeGreaterThanOrEqualTo(last);
            last = due;
        }
        oracle.Values.ShouldAllBe(due => due > to);
    }
}
