using Actors.Server.Import.Csv;
using Actors.Server.Import.Expressions;
using Actors.Server.Import.Mapping;

namespace Actors.Server.Import;

/// <summary>
/// Gathers rows into groups, in the order of their first rows. Holds only groups that may still grow.
/// </summary>
internal sealed class RowGroups(Grouping? grouping)
{
    private readonly Dictionary<string, Open> _open = new(StringComparer.Ordinal);
    private readonly Queue<Open> _order = new();
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);
    private long _rows;

    /// <summary>Adds a row.</summary>
    /// <exception cref="RowException">Its group has been closed: the file's rows lie further apart than the mapping
    /// says.</exception>
    public void Add(CsvRow row)
    {
        _rows++;
        string key = grouping?.By.Evaluate(new([row], row)).ToString() ?? "";
        if (grouping is null || key.Length == 0)
        {
            _order.Enqueue(new(key, row, _rows));
            return;
        }
        if (_open.TryGetValue(key, out Open? open))
        {
            open.Rows.Add(row);
            open.LastRow = _rows;
            return;
        }
        if (!_closed.Add(key))
        {
            throw new RowException(row.Line, null,
                $"belongs to group {key}, whose other rows lie more than {grouping.Across} rows back; raise group.across");
        }
        open = new(key, row, _rows);
        _open.Add(key, open);
        _order.Enqueue(open);
    }

    /// <summary>The next group that can grow no more.</summary>
    /// <param name="ended">No row will follow.</param>
    public bool TryTake(bool ended, out IReadOnlyList<CsvRow> rows)
    {
        rows = [];
        if (!_order.TryPeek(out Open? first)
            || (!ended && grouping is not null && first.LastRow + grouping.Across >= _rows))
        {
            return false;
        }
        _order.Dequeue();
        _open.Remove(first.Key);
        rows = first.Rows;
        return true;
    }

    private sealed class Open(string key, CsvRow row, long at)
    {
        public string Key { get; } = key;

        public List<CsvRow> Rows { get; } = [row];

        public long LastRow { get; set; } = at;
    }
}
