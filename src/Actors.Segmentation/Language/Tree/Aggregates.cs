namespace Actors.Segmentation.Language.Tree;

/// <summary>Something counted over a customer's events.</summary>
/// <param name="Events">Which events.</param>
/// <param name="Window">Over which time.</param>
public abstract record EventAggregate(EventSelector Events, Window Window) : Value;

/// <summary><c>count(E)</c>: 0 when there is none.</summary>
public sealed record Count(EventSelector Events, Window Window) : EventAggregate(Events, Window);

/// <summary><c>first(E)</c>, <c>last(E)</c>: the instant of the earliest or latest event; missing when there is
/// none.</summary>
public sealed record Occurrence(OccurrenceKind Kind, EventSelector Events, Window Window)
    : EventAggregate(Events, Window);

/// <summary><c>sum(E.p)</c> and its like, over the values of one expression.</summary>
/// <param name="Function">What is made of the values.</param>
/// <param name="Row">
/// <see cref="Property"/>, or arithmetic over properties and numbers (sum, avg, min and max only) whose leftmost leaf
/// is a property. One row per event, or per element where the path passes through an array of objects.
/// </param>
/// <param name="Events">Which events; its condition holds of the row.</param>
/// <param name="Window">Over which time.</param>
public sealed record Aggregate(AggregateFunction Function, Value Row, EventSelector Events, Window Window)
    : EventAggregate(Events, Window);

public enum OccurrenceKind
{
    First,
    Last,
}

public enum AggregateFunction
{
    /// <summary>Sum of the numbers; 0 of none.</summary>
    Sum,

    /// <summary>Mean of the numbers; missing of none.</summary>
    Average,
    Minimum,
    Maximum,

    /// <summary>Number of different values; 0 of none.</summary>
    Distinct,

    /// <summary>The most frequent value; ties go to the one seen latest.</summary>
    Top,

    /// <summary>The value of the earliest event that has one.</summary>
    First,

    /// <summary>The value of the latest event that has one.</summary>
    Last,
}
