using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Checking;

/// <summary>What a definition looks at. Each list is without repetition, in the order of the text.</summary>
public sealed class Dependencies
{
    /// <summary>The events that make up <c>spend</c>.</summary>
    private static readonly string[] SpendEvents =
        ["Order Completed", "Order Refunded", "Order Cancelled", "Order Updated"];

    private readonly List<SegmentReference> segments = [];
    private readonly List<string> events = [];
    private readonly List<TreeList<string>> traits = [];
    private readonly List<TreeList<string>> accountTraits = [];
    private readonly List<string> tables = [];
    private readonly List<ModelValue> models = [];

    private Dependencies()
    {
    }

    /// <summary>Segments by <c>member</c>, <c>was_member</c> and <c>lookalike</c>.</summary>
    public IReadOnlyList<SegmentReference> Segments => segments;

    /// <summary>Names of events, those of <c>spend</c> too.</summary>
    public IReadOnlyList<string> Events => events;

    /// <summary>Whether some aggregate or step takes any event.</summary>
    public bool AnyEvent { get; private set; }

    /// <summary>Whether contacts are counted.</summary>
    public bool Contacts { get; private set; }

    /// <summary>Paths of traits.</summary>
    public IReadOnlyList<TreeList<string>> Traits => traits;

    /// <summary>Paths of the account's traits.</summary>
    public IReadOnlyList<TreeList<string>> AccountTraits => accountTraits;

    /// <summary>Names of lookup tables.</summary>
    public IReadOnlyList<string> Tables => tables;

    /// <summary>Model features.</summary>
    public IReadOnlyList<ModelValue> Models => models;

    /// <summary>What a condition looks at.</summary>
    public static Dependencies Of(Condition condition)
    {
        var found = new Dependencies();
        foreach (Node node in Children.SelfAndDescendants(condition)) found.Add(node);
        return found;
    }

    private void Add(Node node)
    {
        switch (node)
        {
            case Member member:
                AddNew(segments, member.Segment);
                break;
            case WasMember was:
                AddNew(segments, was.Segment);
                break;
            case EventSelector { Name: { } name }:
                AddNew(events, name);
                break;
            case EventSelector:
                AnyEvent = true;
                break;
            case Spend:
                foreach (string name in SpendEvents) AddNew(events, name);
                break;
            case Tree.Contacts:
                Contacts = true;
                break;
            case Trait trait:
                AddNew(traits, trait.Path);
                break;
            case AccountTrait trait:
                AddNew(accountTraits, trait.Path);
                break;
            case TableField field:
                AddNew(tables, field.Table);
                break;
            case ModelValue model:
                AddNew(models, model);
                if (model is Lookalike lookalike) AddNew(segments, lookalike.Segment);
                break;
        }
    }

    private static void AddNew<T>(List<T> list, T item)
    {
        if (!list.Contains(item)) list.Add(item);
    }
}
