using Actors.Segmentation.State;

namespace Actors.Segmentation.Tests.State;

public sealed class PackedStateTests
{
    [Fact]
    public void Every_block_comes_back_as_it_was()
    {
        for (int seed = 0; seed < 20_000; seed++)
        {
            long[] block = Block(new Random(seed));
            byte[] packed = Packed(block);
            PackedState.IsPacked(packed).ShouldBeTrue();
            PackedState.Applied(packed).ShouldBe(block[StateFormat.Applied], $"seed {seed}");
            Unpacked(packed).ShouldBe(block[..StateFormat.Used(block)], $"seed {seed}");
        }
    }

    [Fact]
    public void A_block_like_a_customers_takes_less_than_two_thirds()
    {
        const long day = 86_400_000, start = 1_735_689_600_000;
        var dice = new Random(7);
        long[] times = [.. Enumerable.Range(0, 12).Select(n => start + n * 30 * day + dice.NextInt64(day))];
        long[] sums = [.. times.Select((at, n) => new[] { at, 1_000_000L * (50 + n * 70) }).SelectMany(pair => pair)];
        long[] dues = [.. Enumerable.Range(0, 10).Select(n => KeyedInstant.Pack(n * 3, start + dice.NextInt64(700 * day)))];
        long[] block = Block(start, (StateFormat.SeriesRegion, [3, .. times]), (StateFormat.SeriesRegion + 1, [5_000_000, .. sums]),
            (StateFormat.DuesRegion, dues));
        Packed(block).Length.ShouldBeLessThan(block.Length * sizeof(long) * 2 / 3);
    }

    [Fact]
    public void Words_as_older_versions_saved_them_are_not_taken_for_packed() =>
        PackedState.IsPacked(System.Runtime.InteropServices.MemoryMarshal.AsBytes(Block(new Random(3)).AsSpan())).ShouldBeFalse();

    [Fact]
    public void Damaged_bytes_are_refused_or_harmless()
    {
        for (int seed = 0; seed < 20_000; seed++)
        {
            var dice = new Random(seed);
            byte[] packed = Packed(Block(dice));
            byte[] damaged = dice.Next(3) == 0 ? packed[..dice.Next(packed.Length)] : packed;
            for (int flips = dice.Next(4); flips > 0 && damaged.Length > 0; flips--)
            {
                damaged[dice.Next(damaged.Length)] ^= (byte)(1 << dice.Next(8));
            }
            var words = new long[4_096];
            try
            {
                PackedState.Unpack(damaged, words);
            }
            catch (FormatException)
            {
            }
        }
    }

    private static byte[] Packed(long[] block)
    {
        var bytes = new byte[PackedState.BytesMax(StateFormat.Used(block))];
        return bytes[..PackedState.Pack(block, bytes)];
    }

    private static long[] Unpacked(byte[] packed)
    {
        var words = new long[PackedState.Words(packed)];
        PackedState.Unpack(packed, words);
        return words;
    }

    /// <summary>Header, directory and regions of all kinds, filled with anything.</summary>
    private static long[] Block(Random dice)
    {
        var regions = new List<(int Id, long[] Words)>();
        int[] ids = [1, 2, 3, .. Enumerable.Range(0, dice.Next(12)).Select(_ => StateFormat.SeriesRegion + dice.Next(40)),
            StateFormat.ExitsRegion, StateFormat.MembershipsRegion, StateFormat.DuesRegion];
        long start = dice.Next(3) == 0 ? dice.NextInt64() - dice.NextInt64() : 1_700_000_000_000;
        foreach (int id in ids.Distinct().Order().Where(_ => dice.Next(5) > 0))
        {
            regions.Add((id, [.. Enumerable.Range(0, 1 + dice.Next(dice.Next(20) == 0 ? 200 : 12)).Select(_ => Word(dice, start))]));
        }
        return Block(start, [.. regions]);
    }

    private static long Word(Random dice, long start) => dice.Next(6) switch
    {
        0 => 0,
        1 => dice.Next(-1_000, 1_000),
        2 => start + dice.NextInt64(-100_000_000_000, 100_000_000_000),
        3 => KeyedInstant.Pack(dice.Next(200), start + dice.Next()),
        4 => dice.NextInt64() * (dice.Next(2) * 2 - 1),
        _ => dice.Next(2) == 0 ? long.MinValue : long.MaxValue,
    };

    private static long[] Block(long firstSeen, params (int Id, long[] Words)[] regions)
    {
        long[] header = new long[StateFormat.HeaderWords];
        int used = header.Length + regions.Length + regions.Sum(region => region.Words.Length);
        header[StateFormat.UsedAndCatalog] = (7L << 32) | (uint)used;
        header[StateFormat.Applied] = 1_234_567 + firstSeen % 1_000;
        header[StateFormat.Due] = firstSeen % 2 == 0 ? long.MaxValue : firstSeen + 5_000_000;
        header[StateFormat.FirstSeen] = firstSeen;
        (header[StateFormat.SpendLow], header[StateFormat.SpendHigh]) = (-firstSeen, -1);
        header[StateFormat.Regions] = regions.Length;
        int offset = 0;
        List<long> directory = [];
        foreach ((int id, long[] words) in regions)
        {
            long entry = StateFormat.Entry(id, offset, words.Length);
            directory.Add(id % 3 == 0 ? StateFormat.Widened(entry) : entry);
            offset += words.Length;
        }
        return [.. header, .. directory, .. regions.SelectMany(region => region.Words), 0, 0];
    }
}
