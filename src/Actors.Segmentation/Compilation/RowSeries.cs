using Actors.Segmentation.State;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary>The series of an aggregate: events of one name, or their rows.</summary>
/// <param name="key">Canonical text; equal text, equal content.</param>
/// <param name="kind">What is kept of each event or row.</param>
/// <param name="eventName">NFC UTF-8; null: any event.</param>
/// <param name="readings">One for each property of the argument that may pass through an array; at least one. The first that does
/// in an event makes its rows.</param>
/// <param name="lifetimes">Where the events count for different times: each entry notes its own, in a byte before its value.</param>
internal sealed class RowSeries(string key, SeriesKind kind, byte[]? eventName, RowReading[] readings, EventLifetimes? lifetimes = null)
    : SeriesPlan(key, kind, [eventName])
{
    /// <inheritdoc/>
    public override bool ReadsBody => readings[0].Where is not null || readings[0].Value is not null;

    /// <inheritdoc/>
    public override bool Add(ref Block block, ref Scope scope, long now)
    {
        RowReading reading = ReadingOf(new DocValue(scope.Properties));
        if (reading.Value is null)
        {
            if (reading.Where is not null && !reading.Where.Holds(ref scope, out _)) return false;
            if (lifetimes is null) Store.AddTime(ref block, scope.Timestamp, now);
            else AddMarked(ref block, scope.Timestamp, lifetimes.Of(scope.Event), scope.Work.Document(Datum.Boolean(true)), isFirst: true, now);
            return true;
        }
        bool added = false;
        AddRows(ref block, ref scope, reading, new DocValue(scope.Properties), 0, now, ref added);
        return added;
    }

    private RowReading ReadingOf(DocValue properties)
    {
        if (readings.Length == 1) return readings[0];
        foreach (RowReading reading in readings)
        {
            if (reading.PassesThroughArray(properties)) return reading;
        }
        return readings[0];
    }

    /// <summary>Walks the row's path; every array of objects on it makes one row per element.</summary>
    private void AddRows(
        ref Block block, ref Scope scope, RowReading reading, DocValue value, int depth, long now, ref bool added)
    {
        for (; depth < reading.Path.Length; depth++)
        {
            if (value.Kind == DocKind.List)
            {
                foreach (DocMember element in value) AddElement(ref block, ref scope, reading, element.Value, depth, now, ref added);
                return;
            }
            value = value[reading.Path[depth]];
        }
        AddRow(ref block, ref scope, reading, now, ref added);
    }

    private void AddElement(
        ref Block block, ref Scope scope, RowReading reading, DocValue element, int depth, long now, ref bool added)
    {
        if (element.Kind != DocKind.Object || scope.InnerDepth > 0) return;
        if (scope.OuterDepth == 0)
        {
            scope.OuterRow = element.Raw;
            scope.OuterDepth = depth;
            AddRows(ref block, ref scope, reading, element, depth, now, ref added);
            scope.OuterDepth = 0;
            return;
        }
        scope.InnerRow = element.Raw;
        scope.InnerDepth = depth;
        AddRows(ref block, ref scope, reading, element, depth, now, ref added);
        scope.InnerDepth = 0;
    }

    private void AddRow(ref Block block, ref Scope scope, RowReading reading, long now, ref bool added)
    {
        if (reading.Where is not null && !reading.Where.Holds(ref scope, out _)) return;
        reading.Value!.Read(ref scope, out Datum value, out _);
        if (Kind == SeriesKind.Numbers)
        {
            if (value.Kind != DatumKind.Number) return;
            Store.AddNumber(ref block, scope.Timestamp, value.Millionths, now);
        }
        else if (value.Kind == DatumKind.Missing)
        {
            return;
        }
        else if (lifetimes is not null)
        {
            AddMarked(ref block, scope.Timestamp, lifetimes.Of(scope.Event), scope.Work.Document(value), isFirst: !added, now);
        }
        else
        {
            ReadOnlySpan<byte> doc = scope.Work.Document(value);
            Store.AddValue(ref block, scope.Timestamp, doc, firstOfEvent: !added, now);
        }
        added = true;
    }

    private void AddMarked(ref Block block, long s, int lifetime, scoped ReadOnlySpan<byte> doc, bool isFirst, long now)
    {
        Span<byte> marked = doc.Length < 512 ? stackalloc byte[doc.Length + 1] : new byte[doc.Length + 1];
        marked[0] = (byte)lifetime;
        doc.CopyTo(marked[1..]);
        Store.AddValue(ref block, s, marked, isFirst, now);
    }
}
