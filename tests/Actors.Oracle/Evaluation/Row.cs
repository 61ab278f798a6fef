using System.Text.Json;
using Actors.Oracle.History;
using Actors.Oracle.Values;
using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.Evaluation;

/// <summary>One row of an aggregate: an event, or an event with one element of the array that the argument passes through.</summary>
/// <param name="Entry">The event.</param>
/// <param name="ArrayPath">Path of that array; empty when the row is the whole event.</param>
/// <param name="InContext">Whether the array is in the event's context rather than its properties.</param>
/// <param name="Element">The element.</param>
public sealed record Row(Entry Entry, IReadOnlyList<string> ArrayPath, bool InContext, JsonElement Element)
{
    /// <summary>The whole event.</summary>
    public static Row Of(Entry entry) => new(entry, [], false, default);

    /// <summary>The rows that an aggregate's argument makes of an event, in index order.</summary>
    public static IEnumerable<Row> Of(Entry entry, Value argument)
    {
        foreach (Node node in Children.SelfAndDescendants(argument))
        {
            (IReadOnlyList<string> path, bool inContext) = node switch
            {
                Property property => ((IReadOnlyList<string>)property.Path, false),
                ContextProperty property => (property.Path, true),
                _ => ([], false),
            };
            for (int length = 1; length < path.Count; length++)
            {
                string[] prefix = [.. path.Take(length)];
                if (JsonPath.Follow(inContext ? entry.Context : entry.Properties, prefix) is not { } array) break;
                if (array.ValueKind != JsonValueKind.Array) continue;
                if (!array.EnumerateArray().Any(element => element.ValueKind == JsonValueKind.Object)) break;
                return array.EnumerateArray().Select(element => new Row(entry, prefix, inContext, element));
            }
        }
        return [Of(entry)];
    }

    /// <summary>The value of a property, of the row's element where the path passes through its array.</summary>
    public Datum? Read(IReadOnlyList<string> path, bool inContext)
    {
        bool ofElement = ArrayPath.Count > 0 && inContext == InContext && path.Count > ArrayPath.Count
            && path.Take(ArrayPath.Count).SequenceEqual(ArrayPath);
        return Datum.Of(Json(path, inContext, ofElement), path[^1]);
    }

    private JsonElement? Json(IReadOnlyList<string> path, bool inContext, bool ofElement) => ofElement
        ? JsonPath.Follow(Element, path, ArrayPath.Count)
        : JsonPath.Follow(inContext ? Entry.Context : Entry.Properties, path);
}
