using Actors.Segmentation.Deciding;

namespace Actors.Segmentation.Compilation;

/// <summary>The memberships of a customer without events and traits, found once per catalog: a new customer is decided from them, so
/// that its first record costs what it touches rather than what is defined.</summary>
internal sealed class Pristine
{
    /// <summary>By rank: the segment, or <see cref="Migration.None"/>.</summary>
    public required int[] Segments { get; init; }

    /// <summary>The units with a segment.</summary>
    public required RankSet Members { get; init; }

    /// <summary>The units whose answer depends on the clock even so (<c>member(…) for</c>).</summary>
    public required RankSet Timed { get; init; }

    /// <summary>Decides every unit over an empty state; dependencies come first, as in life.</summary>
    public static Pristine Of(CatalogPlan plan)
    {
        State.ArrayMemory memory = new();
        State.Block block = new(memory);
        block.Create(default, 0);
        Scope scope = new() { Now = 0, Work = new Workspace(plan) };
        int[] segments = new int[plan.Units.Length];
        RankSet members = new(plan.Units.Length), timed = new(plan.Units.Length);
        for (int rank = 0; rank < segments.Length; rank++)
        {
            scope.State = block.Words;
            segments[rank] = Decide(plan.Units[rank], ref scope, out long until);
            if (until != long.MaxValue) timed.Add(rank);
            if (segments[rank] == Migration.None) continue;
            members.Add(rank);
            Memberships.Change(ref block, plan, plan.Units[rank].Id, segments[rank], 0, CauseKind.Event);
        }
        return new Pristine { Segments = segments, Members = members, Timed = timed };
    }

    private static int Decide(UnitPlan unit, ref Scope scope, out long until)
    {
        try
        {
            return unit.Decide(ref scope, out until);
        }
        catch (Exception e) when (Failure.IsOfRule(e))
        {
            // Nothing is known beforehand: every new customer is decided for itself.
            scope.Now = 0;
            until = scope.Now;
            return Migration.None;
        }
    }
}
