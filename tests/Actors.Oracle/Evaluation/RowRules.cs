using System.Text.Json;
using Actors.Oracle.Time;
using Actors.Oracle.Values;
using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.Evaluation;

/// <summary>What a <c>where</c> and an aggregate's argument say of one row.</summary>
public sealed class RowRules(ZonedCalendar calendar)
{
    public bool Holds(Condition? where, Row row) => where is null || Holds(where, row, element: null);

    /// <summary>An aggregate's argument: every product and quotient is rounded to millionths.</summary>
    public Datum? Argument(Value argument, Row row) => argument is Arithmetic arithmetic
        ? Shared.Compute(arithmetic, Argument(arithmetic.Left, row), Argument(arithmetic.Right, row), rounded: true)
        : Read(argument, row, element: null);

    private bool Holds(Condition condition, Row row, JsonElement? element) => condition switch
    {
        AnyElement any => Elements(any.Array, row, element).Any(item => Holds(any.Condition, row, item)),
        AllElements all => Elements(all.Array, row, element) is { Count: > 0 } items
            && items.All(item => Holds(all.Condition, row, item)),
        _ => Below(row, element).Holds(condition),
    };

    private Datum? Read(Value value, Row row, JsonElement? element) => value switch
    {
        Property property => row.Read(property.Path),
        ContextProperty property => Datum.Of(JsonPath.Follow(row.Entry.Context, property.Path), property.Path[^1]),
        ElementProperty property => Datum.Of(JsonPath.Follow(element, property.Path), property.Path[^1]),
        EventTimestamp => new Point(row.Entry.TimestampMs),
        _ => Below(row, element).Read(value),
    };

    private Shared Below(Row row, JsonElement? element) =>
        new(calendar, condition => Holds(condition, row, element), value => Read(value, row, element));

    private IReadOnlyList<JsonElement> Elements(Value array, Row row, JsonElement? element) =>
        Read(array, row, element) is Items items ? items.Elements : [];
}
