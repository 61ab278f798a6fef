using System.Text.Json;
using Actors.Oracle.History;
using Actors.Oracle.Values;
using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.Evaluation;

/// <summary>One row of an aggregate: an event, with one element of each array that the argument passes through.</summary>
/// <param name="Entry">The event.</param>
/// <param name="Elements">Path of each such array and the element, outermost first; empty when the row is the whole event.</param>
public sealed record Row(Entry Entry, IReadOnlyList<(string[] Array, JsonElement Element)> Elements)
{
    /// <summary>The whole event.</summary>
    public static Row Of(Entry entry) => new(entry, []);

    /// <summary>The rows that an aggregate's argument makes of an event, in index order.</summary>
    public static IReadOnlyList<Row> Of(Entry entry, Value argument)
    {
        // The argument passes through an array where one of its properties does; the first decides.
        foreach (Property property in Children.SelfAndDescendants(argument).OfType<Property>())
        {
            List<Row> rows = [];
            Along(property.Path, 0, entry.Properties, Of(entry), rows);
            if (rows.Exists(row => row.Elements.Count > 0)) return rows;
        }
        return [Of(entry)];
    }

    /// <summary>The value of a property: of the innermost element whose array the path passes through, else of the event.</summary>
    public Datum? Read(IReadOnlyList<string> path)
    {
        foreach ((string[] array, JsonElement element) in Elements.Reverse())
        {
            if (path.Count > array.Length && path.Take(array.Length).SequenceEqual(array))
                return Datum.Of(JsonPath.Follow(element, path, array.Length), path[^1]);
        }
        return Datum.Of(JsonPath.Follow(Entry.Properties, path), path[^1]);
    }

    private static void Along(IReadOnlyList<string> path, int depth, JsonElement? at, Row row, List<Row> rows)
    {
        if (depth == path.Count)
        {
            rows.Add(row);
        }
        else if (at is { ValueKind: JsonValueKind.Array } array)
        {
            string[] names = [.. path.Take(depth)];
            foreach (JsonElement element in array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
            {
                Row below = row with { Elements = [.. row.Elements, (names, element)] };
                Along(path, depth + 1, JsonPath.Member(element, path[depth]), below, rows);
            }
        }
        else
        {
            Along(path, depth + 1, JsonPath.Member(at, path[depth]), row, rows);
        }
    }
}
