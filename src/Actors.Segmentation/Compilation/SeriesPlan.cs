using Actors.Segmentation.State;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary>One series of a catalog: which events enter it, with which value, and which units look at it.</summary>
/// <param name="key">Canonical text; equal text, equal content.</param>
/// <param name="kind">What is kept of each event or row.</param>
/// <param name="eventName">NFC UTF-8; null: any event.</param>
/// <param name="where">Condition on each event or row; null: none.</param>
/// <param name="row">The value of each row; null for series of times.</param>
/// <param name="rowPath">The path of the row's leftmost property, which makes the rows.</param>
internal sealed class SeriesPlan(string key, SeriesKind kind, byte[]? eventName, Rule? where, Operand? row, byte[][] rowPath)
{
    public string Key => key;

    public SeriesKind Kind => kind;

    public byte[]? EventName => eventName;

    /// <summary>Whether an event's payload decides what enters.</summary>
    public bool ReadsBody => where is not null || row is not null;

    /// <summary>Set when all features over the series are known.</summary>
    public SeriesStore Store { get; set; } = null!;

    /// <summary>Ranks of the units that look at it, ascending.</summary>
    public int[] Units { get; set; } = [];

    /// <summary>Adds an event that has the name; false when nothing was added.</summary>
    public bool Add(ref Block block, ref Scope scope, long now)
    {
        if (row is null)
        {
            if (where is not null && !where.Holds(ref scope, out _)) return false;
            Store.AddTime(ref block, scope.Timestamp, now);
            return true;
        }
        bool added = false;
        AddRows(ref block, ref scope, new DocValue(scope.Properties), 0, now, ref added);
        return added;
    }

    /// <summary>Walks the row's path; every array of objects on it makes one row per element.</summary>
    private void AddRows(ref Block block, ref Scope scope, DocValue value, int depth, long now, ref bool added)
    {
        for (; depth < rowPath.Length; depth++)
        {
            if (value.Kind == DocKind.List)
            {
                foreach (DocMember element in value) AddElement(ref block, ref scope, element.Value, depth, now, ref added);
                return;
            }
            value = value[rowPath[depth]];
        }
        AddRow(ref block, ref scope, now, ref added);
    }

    private void AddElement(ref Block block, ref Scope scope, DocValue element, int depth, long now, ref bool added)
    {
        if (element.Kind != DocKind.Object || scope.InnerDepth > 0) return;
        if (scope.OuterDepth == 0)
        {
            scope.OuterRow = element.Raw;
            scope.OuterDepth = depth;
            AddRows(ref block, ref scope, element, depth, now, ref added);
            scope.OuterDepth = 0;
            return;
        }
        scope.InnerRow = element.Raw;
        scope.InnerDepth = depth;
        AddRows(ref block, ref scope, element, depth, now, ref added);
        scope.InnerDepth = 0;
    }

    private void AddRow(ref Block block, ref Scope scope, long now, ref bool added)
    {
        if (where is not null && !where.Holds(ref scope, out _)) return;
        row!.Read(ref scope, out Datum value, out _);
        if (kind == SeriesKind.Numbers)
        {
            if (value.Kind != DatumKind.Number) return;
            Store.AddNumber(ref block, scope.Timestamp, value.Millionths, now);
        }
        else
        {
            if (value.Kind == DatumKind.Missing) return;
            ReadOnlySpan<byte> doc = scope.Work.Document(value);
            Store.AddValue(ref block, scope.Timestamp, doc, firstOfEvent: !added, now);
        }
        added = true;
    }
}
