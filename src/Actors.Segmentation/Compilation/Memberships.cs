using Actors.Segmentation.Deciding;
using Actors.Segmentation.State;

namespace Actors.Segmentation.Compilation;

/// <summary>Reads and changes the memberships, exits and due instants of a state.</summary>
internal static class Memberships
{
    /// <summary>The unit's segment, or <see cref="Migration.None"/>.</summary>
    public static int Current(ReadOnlySpan<long> state, CatalogPlan plan, int unit)
    {
        ReadOnlySpan<long> region = StateFormat.Region(state, StateFormat.MembershipsRegion);
        int index = MembershipWord.Find(region, unit, plan.UnitOfSegment);
        return index < 0 ? Migration.None : MembershipWord.Segment(region[index]);
    }

    /// <summary>Replaces the unit's membership, unless it is the same; returns the segment before.</summary>
    public static int Change(ref Block block, CatalogPlan plan, int unit, int to, long atMs, CauseKind cause)
    {
        Span<long> region = block.Region(StateFormat.MembershipsRegion);
        int index = MembershipWord.Find(region, unit, plan.UnitOfSegment);
        int from = index < 0 ? Migration.None : MembershipWord.Segment(region[index]);
        if (from == to) return from;
        if (to == Migration.None)
        {
            if (index >= 0) block.Remove(StateFormat.MembershipsRegion, index, 1);
        }
        else
        {
            if (index < 0)
            {
                index = ~index;
                region = block.Insert(StateFormat.MembershipsRegion, index, 1);
            }
            region[index] = MembershipWord.Pack(to, atMs, cause);
        }
        if (from != Migration.None && plan.Tracked[from]) SetExit(ref block, from, atMs);
        return from;
    }

    public static void SetExit(ref Block block, int segment, long atMs) => Set(ref block, StateFormat.ExitsRegion, segment, atMs);

    /// <summary>Notes when the unit falls due; never removes it.</summary>
    public static void SetDue(ref Block block, int unit, long dueMs)
    {
        if (KeyedInstant.Fits(dueMs))
        {
            Set(ref block, StateFormat.DuesRegion, unit, dueMs);
            return;
        }
        int index = KeyedInstant.Find(block.Region(StateFormat.DuesRegion), unit);
        if (index >= 0) block.Remove(StateFormat.DuesRegion, index, 1);
    }

    /// <summary>The earliest due instant; <see cref="long.MaxValue"/>: none.</summary>
    public static long EarliestDue(ReadOnlySpan<long> state)
    {
        long earliest = long.MaxValue;
        foreach (long word in StateFormat.Region(state, StateFormat.DuesRegion)) earliest = Math.Min(earliest, KeyedInstant.Ms(word));
        return earliest;
    }

    private static void Set(ref Block block, int regionId, int key, long ms)
    {
        Span<long> region = block.Region(regionId);
        int index = KeyedInstant.Find(region, key);
        if (index < 0)
        {
            index = ~index;
            region = block.Insert(regionId, index, 1);
        }
        region[index] = KeyedInstant.Pack(key, ms);
    }
}
