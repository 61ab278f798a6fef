namespace Actors.Segmentation.Language.Tree;

/// <summary>Walks over trees whatever their forms.</summary>
public static class Children
{
    /// <summary>The node and everything below it, parents first, in the order of the text.</summary>
    public static IEnumerable<Node> SelfAndDescendants(Node node)
    {
        var open = new Stack<Node>();
        open.Push(node);
        while (open.TryPop(out Node? next))
        {
            yield return next;
            foreach (Node child in Of(next).Reverse()) open.Push(child);
        }
    }

    /// <summary>The nodes directly below one, in the order of the text.</summary>
    public static IEnumerable<Node> Of(Node node) => node switch
    {
        Condition condition => OfCondition(condition),
        Value value => OfValue(value),
        EventSelector selector => selector.Where is null ? [] : [selector.Where],
        SequenceStep step => [step.Events, .. Optional(step.Within)],
        RelativeWindow window => [window.Far, .. Optional(window.Near)],
        SinceWindow window => [window.From],
        BetweenWindow window => [window.From, window.To],
        _ => [],
    };

    private static IEnumerable<Node> OfCondition(Condition condition) => condition switch
    {
        And and => and.Terms,
        Or or => or.Terms,
        Not not => [not.Operand],
        AtLeast atLeast => atLeast.Terms,
        Comparison comparison => [comparison.Left, comparison.Right],
        Between between => [between.Operand, between.Low, between.High],
        OneOf oneOf => [oneOf.Operand, .. oneOf.Options],
        ItemOf itemOf => [itemOf.Element, itemOf.List],
        TextTest test => [test.Operand],
        Matches matches => [matches.Operand],
        Has has => [has.Operand],
        IsTrue isTrue => [isTrue.Operand],
        Member member => Optional(member.For),
        WasMember was => Optional(was.Within),
        Sequence sequence => [.. sequence.Steps, sequence.Window],
        AnyElement any => [any.Array, any.Condition],
        AllElements all => [all.Array, all.Condition],
        _ => [],
    };

    private static IEnumerable<Node> OfValue(Value value) => value switch
    {
        Arithmetic arithmetic => [arithmetic.Left, arithmetic.Right],
        DatePart part => [part.Instant],
        Age age => [age.BirthDate],
        Since since => [since.Instant],
        TableField field => [field.Key],
        Aggregate aggregate => [aggregate.Row, aggregate.Events, aggregate.Window],
        EventAggregate aggregate => [aggregate.Events, aggregate.Window],
        Spend spend => [spend.Window],
        Contacts contacts => [contacts.Window],
        LifetimeValue clv => [clv.Horizon],
        ExpectedOrders orders => [orders.Horizon],
        _ => [],
    };

    private static IEnumerable<Node> Optional(Node? node) => node is null ? [] : [node];
}
