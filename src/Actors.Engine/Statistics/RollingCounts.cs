using Actors.Engine.Codec;
using Actors.Engine.Seam;

namespace Actors.Engine.Statistics;

/// <summary>
/// How many in the last minute, hour and day: rings of 60 seconds, 60 minutes and 24 hours by instant. A count leaves a window when
/// the bucket that holds it is a whole window old, so a window is exact to one bucket.
/// </summary>
internal sealed class RollingCounts
{
    private readonly Ring _seconds = new(1_000, 60);
    private readonly Ring _minutes = new(60_000, 60);
    private readonly Ring _hours = new(3_600_000, 24);

    public void Add(long atMs)
    {
        _seconds.Add(atMs);
        _minutes.Add(atMs);
        _hours.Add(atMs);
    }

    public Recent At(long nowMs) => new(_seconds.At(nowMs), _minutes.At(nowMs), _hours.At(nowMs));

    public void Write(BlockWriter to)
    {
        _seconds.Write(to);
        _minutes.Write(to);
        _hours.Write(to);
    }

    public static RollingCounts Read(ref BlockReader from)
    {
        var read = new RollingCounts();
        read._seconds.Read(ref from);
        read._minutes.Read(ref from);
        read._hours.Read(ref from);
        return read;
    }

    /// <summary>One window: its buckets, and their sum, so that neither adding nor reading looks at all of them.</summary>
    private sealed class Ring(long bucketMs, int buckets)
    {
        private readonly int[] _counts = new int[buckets];
        private long _head = long.MinValue;
        private long _sum;

        public void Add(long atMs)
        {
            long bucket = Bucket(atMs);
            if (bucket > _head)
            {
                Roll(bucket);
            }
            else if (bucket <= _head - buckets)
            {
                return;
            }
            _counts[Slot(bucket)]++;
            _sum++;
        }

        /// <summary>The sum, less what has left the window since the newest bucket.</summary>
        public long At(long nowMs)
        {
            if (_sum == 0)
            {
                return 0;
            }
            long newest = Math.Max(Bucket(nowMs), _head);
            if (newest - _head >= buckets)
            {
                return 0;
            }
            long sum = _sum;
            for (long bucket = _head - buckets + 1; bucket <= newest - buckets; bucket++)
            {
                sum -= _counts[Slot(bucket)];
            }
            return sum;
        }

        public void Write(BlockWriter to)
        {
            to.Signed(_head);
            foreach (int count in _counts)
            {
                to.Unsigned((ulong)count);
            }
        }

        public void Read(ref BlockReader from)
        {
            _head = from.Signed();
            for (int i = 0; i < buckets; i++)
            {
                _counts[i] = from.Count(int.MaxValue);
                _sum += _counts[i];
            }
        }

        private void Roll(long bucket)
        {
            if (_head == long.MinValue || bucket - _head >= buckets)
            {
                Array.Clear(_counts);
                _sum = 0;
            }
            else
            {
                for (long next = _head + 1; next <= bucket; next++)
                {
                    ref int count = ref _counts[Slot(next)];
                    _sum -= count;
                    count = 0;
                }
            }
            _head = bucket;
        }

        private long Bucket(long atMs) => Math.DivRem(atMs, bucketMs, out long rest) - (rest < 0 ? 1 : 0);

        private int Slot(long bucket)
        {
            int slot = (int)(bucket % buckets);
            return slot < 0 ? slot + buckets : slot;
        }
    }
}
