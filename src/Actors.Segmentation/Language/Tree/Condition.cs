namespace Actors.Segmentation.Language.Tree;

/// <summary>
/// True or false of a customer, or, inside a <c>where</c>, of one event or one element of an array. The conditions of
/// this file occur in both places; those of customers alone are in <c>CustomerConditions.cs</c>, those of events
/// alone in <c>EventConditions.cs</c>.
/// </summary>
public abstract record Condition : Node
{
    private protected Condition()
    {
    }
}

/// <summary><c>a and b and c</c>, at least two terms. Parentheses in the text make nested nodes.</summary>
public sealed record And(TreeList<Condition> Terms) : Condition;

/// <summary><c>a or b or c</c>, at least two terms.</summary>
public sealed record Or(TreeList<Condition> Terms) : Condition;

/// <summary><c>not a</c></summary>
public sealed record Not(Condition Operand) : Condition;

/// <summary><c>at least 2 of (a, b, c)</c>, with 1 ≤ minimum ≤ number of terms.</summary>
public sealed record AtLeast(int Minimum, TreeList<Condition> Terms) : Condition;

/// <summary><c>left == right</c> and its like; false when a side is missing or the types do not fit, for !=
/// too.</summary>
public sealed record Comparison(Value Left, ComparisonOperator Operator, Value Right) : Condition;

/// <summary><c>operand between low and high</c>, both ends included.</summary>
public sealed record Between(Value Operand, Value Low, Value High) : Condition;

/// <summary><c>operand in ["a", "b"]</c>: equal to one of the literals; at least one.</summary>
public sealed record OneOf(Value Operand, TreeList<Literal> Options) : Condition;

/// <summary><c>element in list</c>: the list, known only at run time, has an equal item.</summary>
public sealed record ItemOf(Value Element, Value List) : Condition;

/// <summary><c>operand contains "text"</c>, <c>startsWith</c>, <c>endsWith</c>: ordinal, for texts only.</summary>
public sealed record TextTest(Value Operand, TextOperator Operator, string Text) : Condition;

/// <summary><c>operand matches "regex"</c>: found anywhere; compiled with NonBacktracking, hence linear time.</summary>
public sealed record Matches(Value Operand, string Pattern) : Condition;

/// <summary><c>has(operand)</c>: present, be it an empty text or list.</summary>
public sealed record Has(Value Operand) : Condition;

/// <summary>A bare trait, property or table field: true only for JSON true.</summary>
public sealed record IsTrue(Value Operand) : Condition;

public enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

public enum TextOperator
{
    Contains,
    StartsWith,
    EndsWith,
}
