namespace Actors.Segmentation.Language.Tree;

/// <summary>
/// Something with a text, number, instant, duration, boolean or list for its value, or missing. Values of customers are
/// in <c>CustomerValues.cs</c>, <c>Aggregates.cs</c> and <c>ModelValues.cs</c>, those of events in
/// <c>EventValues.cs</c>.
/// </summary>
public abstract record Value : Node
{
    private protected Value()
    {
    }
}

/// <summary><c>left + right</c>; numbers only. Missing when a side is, or when dividing by zero.</summary>
public sealed record Arithmetic(Value Left, ArithmeticOperator Operator, Value Right) : Value;

/// <summary><c>month(instant)</c>, <c>weekday</c> (ISO, Monday is 1), <c>hour</c>: in the catalog's time
/// zone.</summary>
public sealed record DatePart(DatePartKind Part, Value Instant) : Value;

public enum ArithmeticOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
}

public enum DatePartKind
{
    Month,
    Weekday,
    Hour,
}
