using Actors.Engine.Codec;
using Actors.Engine.Seam;

namespace Actors.Engine.Statistics;

/// <summary>
/// How many in the last minute, hour and day: rings of 60 seconds, 60 minutes and 24 hours by instant. A count leaves a window when
/// the bucket that holds it is a whole window old, so a window is exact to one bucket.
/// </summary>
internal sealed class RollingCounts
{
    private static readonly long[] BucketMs = [1_000, 60_000, 3_600_000];
    private static readonly int[] Buckets = [60, 60, 24];
    private readonly int[][] _counts = [new int[60], new int[60], new int[24]];
    private readonly long[] _heads = [long.MinValue, long.MinValue, long.MinValue];

    public void Add(long atMs, int count = 1)
    {
        for (int ring = 0; ring < 3; ring++)
        {
            long bucket = Math.DivRem(atMs, BucketMs[ring], out long rest) - (rest < 0 ? 1 : 0);
            Roll(ring, bucket);
            if (bucket > _heads[ring] - Buckets[ring])
            {
                _counts[ring][Slot(ring, bucket)] += count;
            }
        }
    }

    public Recent At(long nowMs) => new(Sum(0, nowMs), Sum(1, nowMs), Sum(2, nowMs));

    public void Write(BlockWriter to)
    {
        for (int ring = 0; ring < 3; ring++)
        {
            to.Signed(_heads[ring]);
            foreach (int count in _counts[ring])
            {
                to.Unsigned((ulong)count);
            }
        }
    }

    public static RollingCounts Read(ref BlockReader from)
    {
        var read = new RollingCounts();
        for (int ring = 0; ring < 3; ring++)
        {
            read._heads[ring] = from.Signed();
            for (int i = 0; i < Buckets[ring]; i++)
            {
                read._counts[ring][i] = from.Count(int.MaxValue);
            }
        }
        return read;
    }

    private long Sum(int ring, long nowMs)
    {
        if (_heads[ring] == long.MinValue)
        {
            return 0;
        }
        long oldest = nowMs / BucketMs[ring] - Buckets[ring] + 1;
        long sum = 0;
        for (long bucket = Math.Max(oldest, _heads[ring] - Buckets[ring] + 1); bucket <= _heads[ring]; bucket++)
        {
            sum += _counts[ring][Slot(ring, bucket)];
        }
        return sum;
    }

    private void Roll(int ring, long bucket)
    {
        long head = _heads[ring];
        if (bucket <= head)
        {
            return;
        }
        if (head == long.MinValue || bucket - head >= Buckets[ring])
        {
            Array.Clear(_counts[ring]);
        }
        else
        {
            for (long next = head + 1; next <= bucket; next++)
            {
                _counts[ring][Slot(ring, next)] = 0;
            }
        }
        _heads[ring] = bucket;
    }

    private static int Slot(int ring, long bucket) => (int)((bucket % Buckets[ring] + Buckets[ring]) % Buckets[ring]);
}
