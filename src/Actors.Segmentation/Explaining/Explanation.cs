using Actors.Segmentation.Deciding;
using Actors.Segmentation.Language.Speaking;

namespace Actors.Segmentation.Explaining;

/// <summary>Why a customer is in a segment, or is not.</summary>
/// <param name="Segment">The segment's number.</param>
/// <param name="IsMember">As decided last.</param>
/// <param name="UntilMs">When that changes if nothing happens; null: never, or not within what is looked ahead.</param>
/// <param name="Tree">The rule, with what holds of it. In a segmentation: none of the segments before, and its own.</param>
public sealed record Explanation(int Segment, bool IsMember, long? UntilMs, Clause Tree);

/// <summary>One condition of a rule, as it stands for one customer.</summary>
/// <param name="Text">Canonical text.</param>
/// <param name="Sentence">The same in plain words.</param>
/// <param name="Op"><c>and</c>, <c>or</c>, <c>not</c>, <c>atLeast</c>; a comparison's sign; else what kind of condition it is.</param>
/// <param name="Value">What is compared, as a document; null: missing, or nothing is.</param>
/// <param name="Threshold">What it is compared with, as a document; null likewise.</param>
/// <param name="UntilMs">When it changes if nothing happens; null: never, or not within what is looked ahead.</param>
/// <param name="Cause">What changed it last; null: not known.</param>
/// <param name="Clauses">Its parts.</param>
public sealed record Clause(
    string Text, Sentence Sentence, string Op, ReadOnlyMemory<byte>? Value, ReadOnlyMemory<byte>? Threshold, bool Holds, long? UntilMs,
    ClauseCause? Cause, IReadOnlyList<Clause> Clauses);

/// <summary>What made a clause hold, or hold no longer, last.</summary>
/// <param name="Kind">A record (<see cref="CauseKind.Event"/>) or the passing of time.</param>
/// <param name="MessageId">Of the record, UTF-8; empty for the clock.</param>
/// <param name="Event">Its name; empty where it told traits.</param>
public sealed record ClauseCause(CauseKind Kind, long AtMs, ReadOnlyMemory<byte> MessageId, ReadOnlyMemory<byte> Event);
