using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Explaining;

/// <summary>One word for what a condition does.</summary>
internal static class Operators
{
    public static string Of(Condition condition) => condition switch
    {
        And => "and",
        Or => "or",
        Not => "not",
        AtLeast => "atLeast",
        Comparison comparison => Printer.Symbol(comparison.Operator),
        Between => "between",
        OneOf or ItemOf => "in",
        TextTest { Operator: TextOperator.Contains } => "contains",
        TextTest { Operator: TextOperator.StartsWith } => "startsWith",
        TextTest => "endsWith",
        Matches => "matches",
        Has => "has",
        IsTrue => "isTrue",
        Member => "member",
        WasMember => "wasMember",
        Sequence => "sequence",
        _ => "any",
    };
}
