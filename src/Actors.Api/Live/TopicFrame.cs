using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Actors.Api.Live;

/// <summary>One frame, serialised once for all who receive it.</summary>
internal sealed class TopicFrame(long seq, TopicState state, long[] segments, long[] flows)
{
    private SerializedHubMessage? _delta;
    private SerializedHubMessage? _full;

    public long Seq => seq;

    /// <summary>Flat [i, members, entered, left] of what changed.</summary>
    public long[] Segments => segments;

    /// <summary>Flat [from, to, total] of what changed.</summary>
    public long[] Flows => flows;

    /// <summary>What changed since the frame before.</summary>
    public SerializedHubMessage Delta(string topic, string epoch) => _delta ??= Message(topic, epoch, segments, flows);

    /// <summary>Everything, under the same number: for a viewer that missed the frames before.</summary>
    public SerializedHubMessage Full(string topic, string epoch) =>
        _full ??= Message(topic, epoch, TopicFrames.Packed(state.Segments), TopicFrames.Packed(state.Flows));

    private SerializedHubMessage Message(string topic, string epoch, long[] segmentTotals, long[] flowTotals) =>
        new(new InvocationMessage("frame", [topic, epoch, seq, state.T, state.DictVersion, segmentTotals, flowTotals, state.Stats]));
}
