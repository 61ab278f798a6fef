using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Checking;

/// <summary>
/// What is refused at definition although it parses: types that can never fit, windows that hold nothing, sequences
/// without meaning, expressions too costly to run.
/// </summary>
public sealed partial class TypeChecker
{
    private readonly List<LanguageError> errors = [];

    private TypeChecker()
    {
    }

    /// <summary>The errors of a tree, in the order of its text; empty when it is sound.</summary>
    public static IReadOnlyList<LanguageError> Check(Condition condition)
    {
        var checker = new TypeChecker();
        foreach (Node node in Children.SelfAndDescendants(condition)) checker.CheckNode(node);
        checker.CheckFeatures(condition);
        return [.. checker.errors.OrderBy(error => error.Span.Start)];
    }

    private void CheckNode(Node node)
    {
        if (node is not DatePart && Children.Of(node).OfType<Now>().FirstOrDefault() is { } now)
        {
            Refuse(now, "'now' stands in month(now), weekday(now) and hour(now) only; a time passed is since(instant).");
        }
        switch (node)
        {
            case Condition condition:
                CheckCondition(condition);
                break;
            case Value value:
                CheckValue(value);
                break;
            case Window window:
                CheckWindow(window);
                break;
        }
    }

    private void CheckFeatures(Condition condition)
    {
        int features = Children.SelfAndDescendants(condition)
            .Where(node => node is EventAggregate or Sequence or Spend or Contacts or ModelValue)
            .Distinct()
            .Count();
        if (features > LanguageLimits.FeaturesMax)
            Refuse(
                condition, $"A definition has at most {LanguageLimits.FeaturesMax} features; this one has {features}.");
    }

    private void Refuse(Node node, string message) => errors.Add(new LanguageError(node.Span, message));

    /// <summary>What was accepted once goes on: a folder must not become unreadable.</summary>
    private void RefuseNew(Node node, string message) => errors.Add(new LanguageError(node.Span, message) { IsForNewRulesOnly = true });

    private void RefuseType(Value value, string expected) =>
        errors.Add(LanguageError.Unexpected(value.Span, ValueKinds.Describe(ValueKinds.Of(value)), expected));

    private void CheckValue(Value value)
    {
        switch (value)
        {
            case Arithmetic arithmetic:
                CheckOperand(arithmetic.Left);
                CheckOperand(arithmetic.Right);
                break;
            case DatePart part:
                ExpectInstant(part.Instant);
                break;
            case Since since:
                ExpectInstant(since.Instant);
                break;
            case Age { BirthDate: var date } when ValueKinds.Of(date) != ValueKind.Dynamic:
                RefuseType(date, "a trait with a birth date");
                break;
            case TableField { Key: var key } when ValueKinds.Of(key) is not (ValueKind.Dynamic or ValueKind.Text):
                RefuseType(key, "a text, the key of a row");
                break;
            case Aggregate aggregate:
                CheckRow(aggregate);
                break;
        }
    }

    private void CheckOperand(Value operand)
    {
        ValueKind kind = ValueKinds.Of(operand);
        if (kind is ValueKind.Number or ValueKind.Dynamic) return;
        RefuseType(operand, "a number: there is no arithmetic on texts, instants or durations");
    }

    private void ExpectInstant(Value value)
    {
        if (ValueKinds.Of(value) is ValueKind.Instant or ValueKind.Dynamic) return;
        RefuseType(value, "an instant such as first(E), last(E), timestamp or a trait");
    }

    private void CheckRow(Aggregate aggregate)
    {
        bool computes = aggregate.Function
            is AggregateFunction.Sum or AggregateFunction.Average
            or AggregateFunction.Minimum or AggregateFunction.Maximum;
        if (aggregate.Row is Property or ContextProperty) return;
        if (!computes)
        {
            Refuse(
                aggregate.Row, "distinct, top, first and last take one property; only sum, avg, min and max compute.");
            return;
        }

        foreach (Node node in Children.SelfAndDescendants(aggregate.Row))
        {
            if (node is Arithmetic or Property or ContextProperty or NumberLiteral) continue;
            Refuse(node, "An aggregate computes over properties and numbers only.");
            return;
        }
    }
}
