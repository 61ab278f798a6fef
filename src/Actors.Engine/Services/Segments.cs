using Actors.Engine.Flows;
using Actors.Engine.Seam;
using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Services;

/// <inheritdoc cref="ISegments"/>
public sealed class Segments(IDirectory directory, ICatalogs catalogs, FlowRollup flows) : ISegments
{
    /// <summary>The most steps one answer may have.</summary>
    public const int StepsMax = 10_000;

    public ValueTask<SegmentView> Read(int segment) => directory.Segment(new SegmentKey(segment)).Read();

    public async ValueTask<IReadOnlyList<SegmentView>> ReadAll()
    {
        var views = new List<SegmentView>();
        foreach (Unit unit in catalogs.Current.Units)
        {
            foreach (Segment segment in unit.Segments)
            {
                views.Add(await Read(segment.Id));
            }
        }
        return views;
    }

    public async ValueTask<IReadOnlyList<FlowStep>> Flows(
        int unit, long fromMs, long toMs, long stepMs, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepMs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(toMs, fromMs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((toMs - fromMs) / stepMs, StepsMax, nameof(stepMs));
        return await flows.Read(unit, fromMs, toMs, stepMs, cancellation);
    }
}
