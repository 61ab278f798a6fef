using Actors.Engine.Seam;
using Actors.Engine.Wire;

namespace Actors.Cluster.Messages;

// How Orleans writes each message of the seam: as a packet in the engine's format. Within a silo messages are immutable and handed over as they are.

[RegisterConverter]
internal sealed class TurnConverter : IConverter<Turn, Packet>
{
    public Turn ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.Turn);

    public Packet ConvertToSurrogate(in Turn value) => Packet.Of(Wire.Turn, value);
}

[RegisterConverter]
internal sealed class OutcomeConverter : IConverter<Outcome, Packet>
{
    public Outcome ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.Outcome);

    public Packet ConvertToSurrogate(in Outcome value) => Packet.Of(Wire.Outcome, value);
}

[RegisterConverter]
internal sealed class IngestBatchConverter : IConverter<IngestBatch, Packet>
{
    public IngestBatch ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.IngestBatch);

    public Packet ConvertToSurrogate(in IngestBatch value) => Packet.Of(Wire.IngestBatch, value);
}

[RegisterConverter]
internal sealed class AckConverter : IConverter<Ack, Packet>
{
    public Ack ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.Ack);

    public Packet ConvertToSurrogate(in Ack value) => Packet.Of(Wire.Ack, value);
}

[RegisterConverter]
internal sealed class PeerMessageConverter : IConverter<PeerMessage, Packet>
{
    public PeerMessage ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.PeerMessage);

    public Packet ConvertToSurrogate(in PeerMessage value) => Packet.Of(Wire.PeerMessage, value);
}

[RegisterConverter]
internal sealed class CustomerQueryConverter : IConverter<CustomerQuery, Packet>
{
    public CustomerQuery ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.CustomerQuery);

    public Packet ConvertToSurrogate(in CustomerQuery value) => Packet.Of(Wire.CustomerQuery, value);
}

[RegisterConverter]
internal sealed class CustomerViewConverter : IConverter<CustomerView, Packet>
{
    public CustomerView ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.CustomerView);

    public Packet ConvertToSurrogate(in CustomerView value) => Packet.Of(Wire.CustomerView, value);
}

[RegisterConverter]
internal sealed class MemberQueryConverter : IConverter<MemberQuery, Packet>
{
    public MemberQuery ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.MemberQuery);

    public Packet ConvertToSurrogate(in MemberQuery value) => Packet.Of(Wire.MemberQuery, value);
}

[RegisterConverter]
internal sealed class MemberPageConverter : IConverter<MemberPage, Packet>
{
    public MemberPage ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.MemberPage);

    public Packet ConvertToSurrogate(in MemberPage value) => Packet.Of(Wire.MemberPage, value);
}

[RegisterConverter]
internal sealed class MigrationPageConverter : IConverter<MigrationPage, Packet>
{
    public MigrationPage ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.MigrationPage);

    public Packet ConvertToSurrogate(in MigrationPage value) => Packet.Of(Wire.MigrationPage, value);
}

[RegisterConverter]
internal sealed class PublishedTailConverter : IConverter<PublishedTail, Packet>
{
    public PublishedTail ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.PublishedTail);

    public Packet ConvertToSurrogate(in PublishedTail value) => Packet.Of(Wire.PublishedTail, value);
}

[RegisterConverter]
internal sealed class PartitionStatusConverter : IConverter<PartitionStatus, Packet>
{
    public PartitionStatus ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.PartitionStatus);

    public Packet ConvertToSurrogate(in PartitionStatus value) => Packet.Of(Wire.PartitionStatus, value);
}

[RegisterConverter]
internal sealed class SeenNamesConverter : IConverter<SeenNames, Packet>
{
    public SeenNames ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.SeenNames);

    public Packet ConvertToSurrogate(in SeenNames value) => Packet.Of(Wire.SeenNames, value);
}

[RegisterConverter]
internal sealed class PartialConverter : IConverter<Partial, Packet>
{
    public Partial ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.Partial);

    public Packet ConvertToSurrogate(in Partial value) => Packet.Of(Wire.Partial, value);
}

[RegisterConverter]
internal sealed class SegmentViewConverter : IConverter<SegmentView, Packet>
{
    public SegmentView ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.SegmentView);

    public Packet ConvertToSurrogate(in SegmentView value) => Packet.Of(Wire.SegmentView, value);
}

[RegisterConverter]
internal sealed class StoredRecordConverter : IConverter<StoredRecord, Packet>
{
    public StoredRecord ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.History)[0];

    public Packet ConvertToSurrogate(in StoredRecord value) => Packet.Of(Wire.History, [value]);
}

[RegisterConverter]
internal sealed class PreviewQueryConverter : IConverter<PreviewQuery, Packet>
{
    public PreviewQuery ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.PreviewQuery);

    public Packet ConvertToSurrogate(in PreviewQuery value) => Packet.Of(Wire.PreviewQuery, value);
}

[RegisterConverter]
internal sealed class PreviewPageConverter : IConverter<PreviewPage, Packet>
{
    public PreviewPage ConvertFromSurrogate(in Packet surrogate) => surrogate.To(Wire.PreviewPage);

    public Packet ConvertToSurrogate(in PreviewPage value) => Packet.Of(Wire.PreviewPage, value);
}
