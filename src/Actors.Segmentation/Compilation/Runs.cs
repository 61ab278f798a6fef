namespace Actors.Segmentation.Compilation;

/// <summary>Ranges of a series' entries, ascending; reused.</summary>
internal sealed class Runs
{
    private int[] _edges = new int[16];

    public int Length { get; private set; }

    public int Start(int run) => _edges[run * 2];

    public int End(int run) => _edges[run * 2 + 1];

    public void Clear() => Length = 0;

    /// <summary>Adds a range behind the others; adjacent ranges become one.</summary>
    public void Add(int start, int end)
    {
        if (start >= end) return;
        if (Length > 0 && _edges[Length * 2 - 1] == start)
        {
            _edges[Length * 2 - 1] = end;
            return;
        }
        if (Length * 2 == _edges.Length) Array.Resize(ref _edges, _edges.Length * 2);
        _edges[Length * 2] = start;
        _edges[Length * 2 + 1] = end;
        Length++;
    }
}
