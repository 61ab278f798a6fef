namespace Actors.Server.Import.Expressions;

/// <summary><c>+ − * /</c> on numbers. Missing in, missing out; so is a division by zero.</summary>
internal sealed class Arithmetic(char op, Expression left, Expression right) : Expression
{
    public override string? ColumnName =>
        left.ColumnName is null ? right.ColumnName : right.ColumnName is null ? left.ColumnName : null;

    public override MapValue Evaluate(RowScope scope)
    {
        if (left.Number(scope) is not { } a || right.Number(scope) is not { } b || (op == '/' && b == 0))
        {
            return MapValue.Missing;
        }
        try
        {
            return MapValue.Of(op switch { '+' => a + b, '-' => a - b, '*' => a * b, _ => a / b });
        }
        catch (OverflowException)
        {
            throw new RowException(scope.Row.Line, ColumnName, $"{a} {op} {b} is beyond all bounds");
        }
    }
}

/// <summary><c>&amp;</c>: texts one after the other. A missing part is an empty text.</summary>
internal sealed class Concatenation(Expression left, Expression right) : Expression
{
    public override MapValue Evaluate(RowScope scope) =>
        MapValue.Of(left.Evaluate(scope).ToString() + right.Evaluate(scope));
}

/// <summary>
/// Numbers compare as numbers, instants as instants, all else as texts, ordinally. Missing equals an empty text and
/// nothing else.
/// </summary>
internal sealed class Comparison(string op, Expression left, Expression right) : Expression
{
    public override MapValue Evaluate(RowScope scope)
    {
        MapValue a = left.Evaluate(scope);
        MapValue b = right.Evaluate(scope);
        if (a.IsMissing || b.IsMissing)
        {
            return MapValue.Of(op switch
            { "==" => a.IsMissing && b.IsMissing, "!=" => a.IsMissing != b.IsMissing, _ => false });
        }
        int order = a.Kind == MapKind.Number || b.Kind == MapKind.Number
            ? left.Number(scope)!.Value.CompareTo(right.Number(scope)!.Value)
            : a.Kind == MapKind.Instant && b.Kind == MapKind.Instant
                ? a.InstantMs.CompareTo(b.InstantMs)
                : string.CompareOrdinal(a.ToString(), b.ToString());
        return MapValue.Of(op switch
        {
            "==" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        });
    }
}

/// <summary><c>startsWith</c>, <c>endsWith</c>, <c>contains</c>: ordinal, case counts.</summary>
internal sealed class TextTest(string op, Expression left, Expression right) : Expression
{
    public override MapValue Evaluate(RowScope scope)
    {
        string text = left.Evaluate(scope).ToString();
        string part = right.Evaluate(scope).ToString();
        return MapValue.Of(op switch
        {
            "startsWith" => text.StartsWith(part, StringComparison.Ordinal),
            "endsWith" => text.EndsWith(part, StringComparison.Ordinal),
            _ => text.Contains(part, StringComparison.Ordinal),
        });
    }
}

internal sealed class OneOf(Expression value, IReadOnlyList<Expression> options) : Expression
{
    public override MapValue Evaluate(RowScope scope) =>
        MapValue.Of(options.Any(option => new Comparison("==", value, option).Evaluate(scope).Flag));
}

internal sealed class Both(Expression left, Expression right) : Expression
{
    public override MapValue Evaluate(RowScope scope) => MapValue.Of(left.Holds(scope) && right.Holds(scope));
}

internal sealed class Either(Expression left, Expression right) : Expression
{
    public override MapValue Evaluate(RowScope scope) => MapValue.Of(left.Holds(scope) || right.Holds(scope));
}

internal sealed class Negation(Expression inner) : Expression
{
    public override MapValue Evaluate(RowScope scope) => MapValue.Of(!inner.Holds(scope));
}
