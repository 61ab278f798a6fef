using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Checking;

/// <summary>Conditions, sequences among them.</summary>
public sealed partial class TypeChecker
{
    private void CheckCondition(Condition condition)
    {
        switch (condition)
        {
            case Comparison comparison:
                CheckComparison(comparison.Left, comparison.Operator, comparison.Right);
                break;
            case Between between:
                CheckBetween(between);
                break;
            case OneOf oneOf:
                CheckOptions(oneOf);
                break;
            case ItemOf itemOf:
                CheckItem(itemOf);
                break;
            case TextTest test:
                ExpectText(test.Operand);
                break;
            case Matches matches:
                ExpectText(matches.Operand);
                if (Patterns.TryCompile(matches.Pattern, out string? refusal) is null) Refuse(matches, refusal!);
                else if (PatternCost.Refusal(matches.Pattern) is { } tooCostly) RefuseNew(matches, tooCostly);
                break;
            case Has { Operand: Literal literal }:
                Refuse(literal, "A fixed value is always there: has(…) takes a trait, a property or a feature.");
                break;
            case AtLeast atLeast:
                CheckAtLeast(atLeast);
                break;
            case Sequence sequence:
                CheckSequence(sequence);
                break;
        }
    }

    private void CheckAtLeast(AtLeast atLeast)
    {
        int count = atLeast.Terms.Count;
        if (atLeast.Minimum < 1) Refuse(atLeast, "'at least' takes one or more.");
        else if (atLeast.Minimum > count) Refuse(atLeast, $"At least {atLeast.Minimum} of {count} can never hold.");
    }

    private void CheckSequence(Sequence sequence)
    {
        for (int i = 0; i < sequence.Steps.Count; i++)
        {
            SequenceStep step = sequence.Steps[i];
            bool isLast = i == sequence.Steps.Count - 1;
            if (i == 0 && step.IsNegated)
                Refuse(step, "A sequence begins with an event that happens, not with 'no'.");
            else if (step.IsNegated && sequence.Steps[i - 1].IsNegated)
                Refuse(step, "Two 'no' in a row: write one with a condition for both, or put an event between them.");
            else if (i == 0 && step.Within is not null)
                Refuse(step.Within, "The first step follows nothing that its 'within' could count from.");
            else if (step.IsNegated && !isLast && step.Within is not null)
                Refuse(
                    step.Within,
                    "A 'no' between two events lasts from one to the other; put 'within' on the event after it.");
        }
    }
}
