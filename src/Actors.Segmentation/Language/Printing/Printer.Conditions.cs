using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Printing;

/// <summary>Conditions.</summary>
public sealed partial class Printer
{
    private void Write(Condition condition)
    {
        switch (condition)
        {
            case And and:
                WriteList(and.Terms, " and ", term => InParentheses(term is And or Or, () => Write(term)));
                break;
            case Or or:
                WriteList(or.Terms, " or ", term => InParentheses(term is Or, () => Write(term)));
                break;
            case Not not:
                Put("not ").InParentheses(IsInfix(not.Operand), () => Write(not.Operand));
                break;
            case AtLeast atLeast:
                Put($"at least {atLeast.Minimum} of (").WriteList(atLeast.Terms, ", ", Write);
                Put(")");
                break;
            case Has has:
                Put("has(").Write(has.Operand);
                Put(")");
                break;
            case IsTrue isTrue:
                Write(isTrue.Operand);
                break;
            case Member or WasMember or Sequence:
                WriteOfCustomer(condition);
                break;
            case AnyElement any:
                WriteElements("any ", any.Array, any.Condition);
                break;
            case AllElements all:
                WriteElements("all ", all.Array, all.Condition);
                break;
            default:
                WriteComparison(condition);
                break;
        }
    }

    /// <summary>What reads badly, or wrongly, after a bare <c>not</c>.</summary>
    private static bool IsInfix(Condition condition) =>
        condition is And or Or or Comparison or Between or OneOf or ItemOf or TextTest or Matches;

    private void WriteComparison(Condition condition)
    {
        switch (condition)
        {
            case Comparison comparison:
                Write(comparison.Left);
                Put($" {Symbol(comparison.Operator)} ").Write(comparison.Right);
                break;
            case Between between:
                Write(between.Operand);
                Put(" between ").Write(between.Low);
                Put(" and ").Write(between.High);
                break;
            case OneOf oneOf:
                Write(oneOf.Operand);
                Put(" in [").WriteList(oneOf.Options, ", ", Write);
                Put("]");
                break;
            case ItemOf itemOf:
                Write(itemOf.Element);
                Put(" in ").Write(itemOf.List);
                break;
            case TextTest test:
                Write(test.Operand);
                Put($" {Word(test.Operator)} ");
                Quoting.Append(output, test.Text);
                break;
            case Matches matches:
                Write(matches.Operand);
                Put(" matches ");
                Quoting.Append(output, matches.Pattern);
                break;
        }
    }

    private void WriteOfCustomer(Condition condition)
    {
        switch (condition)
        {
            case Member member:
                Put("member(").Write(member.Segment);
                if (member.For is not null) Put(" for ").Write(member.For);
                break;
            case WasMember was:
                Put("was_member(").Write(was.Segment);
                if (was.Within is not null) Put(" in ").Write(was.Within);
                break;
            case Sequence sequence:
                Put("sequence(").WriteSteps(sequence);
                break;
        }

        Put(")");
    }

    private void WriteSteps(Sequence sequence)
    {
        for (int i = 0; i < sequence.Steps.Count; i++)
        {
            if (i > 0) Put(" then ");
            bool isLast = i == sequence.Steps.Count - 1;
            Write(sequence.Steps[i], closesWhere: isLast && sequence.Window is BetweenWindow);
        }

        WriteAfter(sequence.Window, " ");
    }

    private void Write(SequenceStep step, bool closesWhere)
    {
        if (step.IsNegated) Put("no ");
        WriteEventName(step.Events);
        WriteWhere(step.Events, closesWhere && step.Within is null);
        if (step.Within is not null) Put(" within ").Write(step.Within);
    }

    private void WriteElements(string word, Value array, Condition condition)
    {
        Put(word).Write(array);
        bool outer = isInElement;
        isInElement = true;
        Put(" (").Write(condition);
        Put(")");
        isInElement = outer;
    }

    internal static string Symbol(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => "==",
        ComparisonOperator.NotEqual => "!=",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        _ => ">=",
    };

    private static string Word(TextOperator test) => test switch
    {
        TextOperator.Contains => "contains",
        TextOperator.StartsWith => "startsWith",
        _ => "endsWith",
    };
}
