namespace Actors.Segmentation.Language.Tree;

/// <summary>What the comparison signs have in common.</summary>
internal static class ComparisonOperators
{
    /// <summary>The sign that says the same with both sides exchanged.</summary>
    public static ComparisonOperator Mirrored(this ComparisonOperator op) => op switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => op,
    };
}
