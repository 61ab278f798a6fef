using Actors.Engine.Seam;

namespace Actors.Engine.Wire;

/// <summary>The messages of the seam.</summary>
public static class Wire
{
    public static WireFormat<Turn> Turn { get; } = new(WireTurns.Write, WireTurns.ReadTurn);

    public static WireFormat<Outcome> Outcome { get; } = new(WireTurns.Write, WireTurns.ReadOutcome);

    public static WireFormat<IngestBatch> IngestBatch { get; } = new(WireTurns.Write, WireTurns.ReadBatch);

    public static WireFormat<Ack> Ack { get; } = new(WireTurns.Write, WireTurns.ReadAck);

    public static WireFormat<PeerMessage> PeerMessage { get; } = new(WireTurns.Write, WireTurns.ReadPeer);

    public static WireFormat<StoredRecord[]> History { get; } = new(WireTurns.Write, WireTurns.ReadHistory);

    public static WireFormat<CustomerQuery> CustomerQuery { get; } = new(WireViews.Write, WireViews.ReadQuery);

    public static WireFormat<CustomerView> CustomerView { get; } = new(WireViews.Write, WireViews.ReadView);

    public static WireFormat<MemberQuery> MemberQuery { get; } = new(WireViews.Write, WireViews.ReadMemberQuery);

    public static WireFormat<MemberPage> MemberPage { get; } = new(WireViews.Write, WireViews.ReadMemberPage);

    public static WireFormat<PreviewQuery> PreviewQuery { get; } = new(WirePreviews.Write, WirePreviews.ReadQuery);

    public static WireFormat<PreviewPage> PreviewPage { get; } = new(WirePreviews.Write, WirePreviews.ReadPage);

    public static WireFormat<MigrationPage> MigrationPage { get; } = new(WirePartitions.Write, WirePartitions.ReadPage);

    public static WireFormat<PublishedTail> PublishedTail { get; } = new(WirePartitions.Write, WirePartitions.ReadTail);

    public static WireFormat<PartitionStatus> PartitionStatus { get; } = new(WirePartitions.Write, WirePartitions.ReadStatus);

    public static WireFormat<SeenNames> SeenNames { get; } = new(WirePartitions.Write, WirePartitions.ReadNames);

    public static WireFormat<Partial> Partial { get; } = new(WireSegments.Write, WireSegments.ReadPartial);

    public static WireFormat<SegmentView> SegmentView { get; } = new(WireSegments.Write, WireSegments.ReadView);
}
