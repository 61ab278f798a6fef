using Actors.Segmentation.Deciding;

namespace Actors.Engine.Partitions;

/// <summary>Net changes per segment. Segments have small stable numbers, so that a sum has its place in an array.</summary>
internal sealed class SegmentSums
{
    private readonly List<int> _touched = [];
    private Contribution[] _sums = new Contribution[64];
    private bool[] _isTouched = new bool[64];

    public bool IsEmpty => _touched.Count == 0;

    public void Add(in Contribution change)
    {
        int segment = change.Segment;
        if (segment >= _sums.Length)
        {
            int size = Math.Max(_sums.Length * 2, segment + 1);
            Array.Resize(ref _sums, size);
            Array.Resize(ref _isTouched, size);
        }
        if (!_isTouched[segment])
        {
            _isTouched[segment] = true;
            _touched.Add(segment);
        }
        ref Contribution sum = ref _sums[segment];
        sum = new Contribution(segment, sum.Members + change.Members, sum.SpendMillionths + change.SpendMillionths);
    }

    /// <summary>Those that are not zero, by segment.</summary>
    public Contribution[] Net()
    {
        _touched.Sort();
        int count = 0;
        foreach (int segment in _touched)
        {
            count += IsZero(segment) ? 0 : 1;
        }
        var net = new Contribution[count];
        int at = 0;
        foreach (int segment in _touched)
        {
            if (!IsZero(segment))
            {
                net[at++] = _sums[segment];
            }
        }
        return net;
    }

    public void Clear()
    {
        foreach (int segment in _touched)
        {
            _sums[segment] = default;
            _isTouched[segment] = false;
        }
        _touched.Clear();
    }

    private bool IsZero(int segment) => _sums[segment].Members == 0 && _sums[segment].SpendMillionths == 0;
}
