namespace Actors.AzureStorage.Logs;

/// <summary>
/// Where in one blob some of its frames begin: a sparse index, gathered from what was written and read. Any thread.
/// </summary>
internal sealed class Waypoints
{
    /// <summary>Bytes between two of them, at least: what a look-up reads is about as much.</summary>
    public const int Spacing = 128 << 10;

    private readonly Lock _gate = new();
    private readonly List<(long First, long Offset)> _points = [];

    public Waypoints(long first) => _points.Add((first, 0));

    /// <summary>The last frame known to begin at or before a position, and the first known after it.</summary>
    /// <param name="end">Bytes of the blob.</param>
    public (long From, long To) Around(long position, long end)
    {
        lock (_gate)
        {
            var index = IndexOf(position);
            return (_points[index].Offset, index + 1 < _points.Count ? _points[index + 1].Offset : end);
        }
    }

    public void Add(long first, long offset)
    {
        lock (_gate)
        {
            var index = IndexOf(first);
            var isFar = offset - _points[index].Offset >= Spacing
                && (index + 1 == _points.Count || _points[index + 1].Offset - offset >= Spacing / 2);
            if (isFar) _points.Insert(index + 1, (first, offset));
        }
    }

    private int IndexOf(long position)
    {
        var (from, to) = (0, _points.Count - 1);
        while (from < to)
        {
            var middle = (from + to + 1) / 2;
            if (_points[middle].First <= position) from = middle;
            else to = middle - 1;
        }

        return from;
    }
}
