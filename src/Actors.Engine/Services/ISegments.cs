using Actors.Engine.Seam;

namespace Actors.Engine.Services;

/// <summary>Reading segments' statistics and flows.</summary>
public interface ISegments
{
    ValueTask<SegmentView> Read(int segment);

    /// <summary>All segments of the current catalog, in catalog order.</summary>
    ValueTask<IReadOnlyList<SegmentView>> ReadAll();

    /// <summary>How many moved from where to where in a unit, by the migrations' <c>at</c> in [from, to), per step.</summary>
    ValueTask<IReadOnlyList<FlowStep>> Flows(int unit, long fromMs, long toMs, long stepMs, CancellationToken cancellation = default);
}

/// <summary>One period of a flow matrix. <c>From</c> −1: new customers; <c>To</c> −1: erased.</summary>
public sealed record FlowStep(long FromMs, long ToMs, IReadOnlyList<Flow> Flows);

public readonly record struct Flow(int From, int To, long Count);
