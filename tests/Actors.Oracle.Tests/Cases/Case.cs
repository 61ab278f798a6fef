using System.Text;
using System.Text.Json;
using Actors.Oracle.Tests.Generation;
using Actors.Segmentation.Catalogs;

namespace Actors.Oracle.Tests.Cases;

/// <summary>A catalog, perhaps a second one that takes its place, and one customer's history.</summary>
/// <param name="Later">The catalog activated after <paramref name="SwitchAfter"/> records, at <paramref name="SwitchAtMs"/>; null: none.</param>
/// <param name="EndMs">Up to when time passes.</param>
internal sealed record Case(
    CatalogDefinition Catalog,
    IReadOnlyList<Line> Lines,
    long EndMs,
    CatalogDefinition? Later = null,
    int SwitchAfter = 0,
    long SwitchAtMs = 0)
{
    /// <summary>Lookup tables set on the way, ascending.</summary>
    public IReadOnlyList<TableChange> Tables { get; init; } = [];

    /// <summary>Position of the record that switches: between those around it.</summary>
    public long SwitchPosition => (SwitchAfter > 0 ? Lines[SwitchAfter - 1].Position : 0) + 50;

    /// <summary>The case as people read it: the definitions, then one record a line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, Catalog);
        foreach (Line line in Lines)
        {
            if (Later is not null && line == Lines.Skip(SwitchAfter).FirstOrDefault()) AppendSwitch(text);
            text.Append($$"""{"position":{{line.Position}},"kind":"{{line.Kind}}","event":"{{line.Event}}",""");
            text.Append($"\"receivedAt\":\"{Setting.Text(line.ReceivedAtMs)}\",");
            if (line.TimestampMs != line.ReceivedAtMs) text.Append($"\"timestamp\":\"{Setting.Text(line.TimestampMs)}\",");
            text.AppendLine($"\"messageId\":\"{line.MessageId}\",\"source\":\"{line.Source}\",\"body\":{(line.Body.Length > 0 ? line.Body : "null")}}}");
        }
        foreach (TableChange change in Tables) text.AppendLine($"tables at {Setting.Text(change.AtMs)}, position {change.Position}: {change.Json}");
        if (Later is not null && SwitchAfter >= Lines.Count) AppendSwitch(text);
        return text.AppendLine($"end {Setting.Text(EndMs)}").ToString();
    }

    private void AppendSwitch(StringBuilder text)
    {
        text.AppendLine($"switch at {Setting.Text(SwitchAtMs)} to");
        Append(text, Later!);
    }

    private static void Append(StringBuilder text, CatalogDefinition catalog)
    {
        text.AppendLine($"timeZone: {catalog.TimeZone}");
        if (catalog.Retention is { Count: > 0 }) text.AppendLine($"retention: {JsonSerializer.Serialize(catalog.Retention)}");
        foreach (SegmentDefinition segment in catalog.Segments) text.AppendLine($"segment {segment.Key}: {segment.When}");
        foreach (SegmentationDefinition segmentation in catalog.Segmentations)
        {
            text.AppendLine($"segmentation {segmentation.Key}:");
            foreach (CaseDefinition item in segmentation.Segments)
                text.AppendLine($"  {item.Key}: {(item.Otherwise ? "otherwise" : item.When)}");
        }
    }
}

/// <summary>All lookup tables as they are from a position on.</summary>
/// <param name="Json">Rows by key, by the table's name.</param>
internal sealed record TableChange(long Position, long AtMs, string Json);
