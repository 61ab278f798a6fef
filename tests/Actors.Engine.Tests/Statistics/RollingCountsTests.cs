using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.Engine.Statistics;

namespace Actors.Engine.Tests.Statistics;

public sealed class RollingCountsTests
{
    private static readonly (long WidthMs, int Buckets)[] Rings = [(1_000, 60), (60_000, 60), (3_600_000, 24)];

    [Fact]
    public void Counts_are_those_of_a_list_of_all_instants()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var dice = new Random(seed);
            var counts = new RollingCounts();
            var all = new List<long>();
            long now = 1_767_225_600_000;
            for (int n = 0; n < 500; n++)
            {
                now += dice.NextInt64(dice.Next(20) == 0 ? 40_000_000 : 5_000);
                long at = now - (dice.Next(4) == 0 ? dice.NextInt64(100_000_000) : 0);
                counts.Add(at);
                all.Add(at);
                long later = now + dice.NextInt64(dice.Next(3) == 0 ? 100_000_000 : 2_000);
                counts.At(later).ShouldBe(Recount(all, later));
            }
        }
    }

    [Fact]
    public void They_come_back_from_a_checkpoint()
    {
        var counts = new RollingCounts();
        long now = 1_767_225_600_000;
        counts.Add(now);
        counts.Add(now - 90_000);
        var writer = new BlockWriter(16);
        counts.Write(writer);
        var reader = new BlockReader(writer.Memory, "checkpoint");
        RollingCounts read = RollingCounts.Read(ref reader);
        read.At(now).ShouldBe(new Recent(1, 2, 2));
        reader.AtEnd.ShouldBeTrue();
    }

    private static Recent Recount(List<long> all, long nowMs)
    {
        long[] counts = [.. Rings.Select(r => all.LongCount(at => at / r.WidthMs > nowMs / r.WidthMs - r.Buckets))];
        return new Recent(counts[0], counts[1], counts[2]);
    }
}
