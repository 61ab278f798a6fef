namespace Actors.Segmentation.State;

/// <summary>Reads one series of times, numbers, steps or orders.</summary>
internal readonly ref struct SeriesView
{
    private readonly ReadOnlySpan<long> _head;
    private readonly ReadOnlySpan<long> _entries;
    private readonly SeriesShape _shape;
    private readonly int _stride;
    private readonly bool _wide;

    public SeriesView(ReadOnlySpan<long> region, bool wide, SeriesShape shape)
    {
        _shape = shape;
        _wide = wide;
        _stride = shape.Stride(wide);
        int head = region.IsEmpty ? 0 : shape.HeadWords(wide);
        _head = region[..head];
        _entries = region[head..];
        Count = _stride == 1 ? _entries.Length : _stride == 2 ? _entries.Length >> 1 : _entries.Length / _stride;
    }

    public static SeriesView Open(ReadOnlySpan<long> state, int id, SeriesShape shape)
    {
        ReadOnlySpan<long> region = StateFormat.Region(state, StateFormat.SeriesRegion + id, out bool wide);
        return new SeriesView(region, wide, shape);
    }

    /// <summary>Entries kept.</summary>
    public int Count { get; }

    /// <summary>Entries dropped and only counted.</summary>
    public long BaseCount => _head.IsEmpty || !_shape.HasBaseCount ? 0 : _head[0];

    public long Time(int index) => _entries[index * _stride];

    /// <summary>Of series of steps and orders: what is noted beside the instant.</summary>
    public long Note(int index) => _entries[index * _stride + 1];

    /// <summary>Of series of orders: what follows the note.</summary>
    public ReadOnlySpan<long> Details(int index) => _entries.Slice(index * _stride + 2, _stride - 2);

    /// <summary>Sum of everything up to and with an entry; of the dropped alone for −1.</summary>
    public Int128 SumThrough(int index)
    {
        if (index >= 0)
        {
            return _wide ? StateFormat.ReadWide(_entries.Slice(index * 3 + 1, 2)) : _entries[index * 2 + 1];
        }
        return _head.IsEmpty ? 0 : Head(0);
    }

    public Int128 Value(int index) => SumThrough(index) - SumThrough(index - 1);

    public Int128 BaseMinimum => Head(1);

    public Int128 BaseMaximum => Head(2);

    /// <summary>Index of the first entry at or after an instant; the count when there is none. Asked mostly for recent instants.</summary>
    public int FirstAtOrAfter(long ms)
    {
        int index = Count;
        int floor = Math.Max(0, index - 8);
        while (index > floor && Time(index - 1) >= ms) index--;
        if (index > floor || floor == 0) return index;
        int low = 0, high = floor;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (Time(middle) >= ms) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private Int128 Head(int field) => _wide
        ? StateFormat.ReadWide(_head.Slice(_shape.CountWords + field * 2, 2))
        : _head[_shape.CountWords + field];
}
