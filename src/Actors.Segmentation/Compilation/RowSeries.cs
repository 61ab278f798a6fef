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
    public override bool Read(ref Scope scope)
    {
        RowReading reading = ReadingOf(new DocValue(scope.Properties));
        if (reading.Value is null) return reading.Where is null || reading.Where.Holds(ref scope, out _);
        ReadRows(ref scope, reading, new DocValue(scope.Properties), 0);
        return scope.Work.Rows.Count > 0;
    }

    /// <inheritdoc/>
    public override void Add(ref Block block, ref Scope scope, long now)
    {
        EventRows rows = scope.Work.Rows;
        if (readings[0].Value is null)
        {
            if (lifetimes is null) Store.AddTime(ref block, scope.Timestamp, now);
            else AddMarked(ref block, scope.Timestamp, lifetimes.Of(scope.Event), scope.Work.Document(Datum.Boolean(true)), isFirst: true, now);
            return;
        }
        for (int i = 0; i < rows.Count; i++)
        {
            if (Kind == SeriesKind.Numbers) Store.AddNumber(ref block, scope.Timestamp, rows.Number(i), now);
            else if (lifetimes is null) Store.AddValue(ref block, scope.Timestamp, rows.Document(i), firstOfEvent: i == 0, now);
            else AddMarked(ref block, scope.Timestamp, lifetimes.Of(scope.Event), rows.Document(i), isFirst: i == 0, now);
        }
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
    private void ReadRows(ref Scope scope, RowReading reading, DocValue value, int depth)
    {
        for (; depth < reading.Path.Length; depth++)
        {
            if (value.Kind == DocKind.List)
            {
                foreach (DocMember element in value) ReadElement(ref scope, reading, element.Value, depth);
                return;
            }
            value = value[reading.Path[depth]];
        }
        ReadRow(ref scope, reading);
    }

    private void ReadElement(ref Scope scope, RowReading reading, DocValue element, int depth)
    {
        if (element.Kind != DocKind.Object || scope.InnerDepth > 0) return;
        if (scope.OuterDepth == 0)
        {
            scope.OuterRow = element.Raw;
            scope.OuterDepth = depth;
            ReadRows(ref scope, reading, element, depth);
            scope.OuterDepth = 0;
            return;
        }
        scope.InnerRow = element.Raw;
        scope.InnerDepth = depth;
        ReadRows(ref scope, reading, element, depth);
        scope.InnerDepth = 0;
    }

    private void ReadRow(ref Scope scope, RowReading reading)
    {
        if (reading.Where is not null && !reading.Where.Holds(ref scope, out _)) return;
        reading.Value!.Read(ref scope, out Datum value, out _);
        if (Kind == SeriesKind.Numbers)
        {
            if (value.Kind == DatumKind.Number) scope.Work.Rows.Add(value.Millionths);
        }
        else if (value.Kind != DatumKind.Missing)
        {
            scope.Work.Rows.Add(scope.Work.Document(value));
        }
    }

    private void AddMarked(ref Block block, long s, int lifetime, scoped ReadOnlySpan<byte> doc, bool isFirst, long now)
    {
        Span<byte> marked = doc.Length < 512 ? stackalloc byte[doc.Length + 1] : new byte[doc.Length + 1];
        marked[0] = (byte)lifetime;
        doc.CopyTo(marked[1..]);
        Store.AddValue(ref block, s, marked, isFirst, now);
    }
}
