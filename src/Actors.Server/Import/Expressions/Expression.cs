using System.Globalization;

namespace Actors.Server.Import.Expressions;

/// <summary>A compiled expression of the mapping language.</summary>
internal abstract class Expression
{
    public abstract MapValue Evaluate(RowScope scope);

    /// <summary>The column an error should name.</summary>
    public virtual string? ColumnName => null;

    public bool Holds(RowScope scope)
    {
        MapValue value = Evaluate(scope);
        return value.Kind switch
        {
            MapKind.Flag => value.Flag,
            MapKind.Missing => false,
            _ => throw new RowException(scope.Row.Line, ColumnName, $"\"{value}\" is neither true nor false"),
        };
    }

    /// <summary>The value as a number; null when it is missing.</summary>
    public decimal? Number(RowScope scope)
    {
        MapValue value = Evaluate(scope);
        return value.Kind switch
        {
            MapKind.Number => value.Number,
            MapKind.Missing => null,
            MapKind.Text when Parse(value.Text) is { } number => number,
            _ => throw new RowException(scope.Row.Line, ColumnName, $"\"{value}\" is not a number"),
        };
    }

    protected static decimal? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;
}

internal sealed class Literal(MapValue value) : Expression
{
    public override MapValue Evaluate(RowScope scope) => value;
}

internal sealed class ColumnValue(string name, int index) : Expression
{
    public override string? ColumnName => name;

    public override MapValue Evaluate(RowScope scope) =>
        index < scope.Row.Fields.Length ? MapValue.Of(scope.Row.Fields[index]) : MapValue.Missing;
}
