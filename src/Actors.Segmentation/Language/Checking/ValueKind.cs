using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Checking;

/// <summary>What is known of a value's type when it is defined.</summary>
public enum ValueKind
{
    /// <summary>Known only at run time: traits, properties, fields of tables.</summary>
    Dynamic,
    Text,
    Number,
    Boolean,
    Instant,
    Duration,
}

/// <summary>The types of values.</summary>
public static class ValueKinds
{
    /// <summary>The type of a value as far as its definition tells.</summary>
    public static ValueKind Of(Value value) => value switch
    {
        TextLiteral or Rfm { Part: RfmPart.Segment } => ValueKind.Text,
        BooleanLiteral => ValueKind.Boolean,
        DurationLiteral or Since => ValueKind.Duration,
        MomentLiteral or Occurrence or EventTimestamp or Now => ValueKind.Instant,
        Trait or AccountTrait or TableField or Cluster or Property or ElementProperty or ContextProperty =>
            ValueKind.Dynamic,
        Aggregate { Function: AggregateFunction.Top or AggregateFunction.First or AggregateFunction.Last } =>
            ValueKind.Dynamic,
        _ => ValueKind.Number,
    };

    internal static string Describe(ValueKind kind) => kind switch
    {
        ValueKind.Text => "a text",
        ValueKind.Number => "a number",
        ValueKind.Boolean => "true or false",
        ValueKind.Instant => "an instant",
        ValueKind.Duration => "a duration",
        _ => "a value",
    };
}
