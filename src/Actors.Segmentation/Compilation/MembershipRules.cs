using Actors.Segmentation.State;
using Actors.Segmentation.Time;

namespace Actors.Segmentation.Compilation;

/// <summary><c>member("vip")</c>, <c>member("vip" for 14d)</c>. When a membership changes, the units that ask for it are decided anew.</summary>
internal sealed class MemberRule(int unit, int segment, Length? duration, int[] unitOfSegment, Calendar calendar) : Rule
{
    public override bool IsCheap => true;

    public override int Weight => 3;

    public override bool Holds(ref Scope scope, out long until)
    {
        until = long.MaxValue;
        ReadOnlySpan<long> region = StateFormat.Region(scope.State, StateFormat.MembershipsRegion);
        int index = MembershipWord.Find(region, unit, unitOfSegment);
        if (index < 0 || MembershipWord.Segment(region[index]) != segment) return false;
        if (duration is not { } length) return true;
        long edge = length.After(calendar, MembershipWord.SinceMs(region[index]));
        if (scope.Now >= edge) return true;
        until = edge;
        return false;
    }
}

/// <summary><c>was_member("vip" in 30d)</c>: a member, or less than that after the last exit.</summary>
internal sealed class WasMemberRule(int segment, Length? within, MemberRule member, Calendar calendar) : Rule
{
    public override bool IsCheap => true;

    public override int Weight => 3;

    public override bool Holds(ref Scope scope, out long until)
    {
        if (member.Holds(ref scope, out until)) return true;
        ReadOnlySpan<long> region = StateFormat.Region(scope.State, StateFormat.ExitsRegion);
        int index = KeyedInstant.Find(region, segment);
        if (index < 0) return false;
        if (within is not { } length) return true;
        long edge = length.After(calendar, KeyedInstant.Ms(region[index]));
        if (scope.Now >= edge) return false;
        until = edge;
        return true;
    }
}
