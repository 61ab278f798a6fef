namespace Actors.Segmentation.Language.Tree;

/// <summary><c>member("vip")</c>, <c>member("vip" for 14d)</c>: a member now, and for that long without a
/// break.</summary>
public sealed record Member(SegmentReference Segment, DurationLiteral? For) : Condition;

/// <summary><c>was_member("vip" in 30d)</c>: a member now or within that time; without a time, ever.</summary>
public sealed record WasMember(SegmentReference Segment, DurationLiteral? Within) : Condition;

/// <summary>
/// <c>sequence(A then no B within 1h then C in 7d)</c>: at least one step, the first positive and without a limit,
/// never two negated in a row. The window holds the first step's event.
/// </summary>
public sealed record Sequence(TreeList<SequenceStep> Steps, Window Window) : Condition;

/// <summary>
/// One step. A positive step's limit counts from the previous positive step; a negated step has a limit only when it is
/// the last (none there means zero).
/// </summary>
public sealed record SequenceStep(bool IsNegated, EventSelector Events, DurationLiteral? Within) : Node;
