using Actors.Engine.Seam;
using Orleans.Serialization.Cloning;

namespace Actors.Cluster.Messages;

// Messages are immutable. Orleans asks for a copy of every answer, though it is marked as such, and would get it by way of the wire format.

[RegisterCopier]
internal sealed class OutcomeCopier : ShallowCopier<Outcome>;

[RegisterCopier]
internal sealed class CustomerViewCopier : ShallowCopier<CustomerView>;

[RegisterCopier]
internal sealed class AckCopier : ShallowCopier<Ack>;

[RegisterCopier]
internal sealed class MemberPageCopier : ShallowCopier<MemberPage>;

[RegisterCopier]
internal sealed class MigrationPageCopier : ShallowCopier<MigrationPage>;

[RegisterCopier]
internal sealed class PublishedTailCopier : ShallowCopier<PublishedTail>;

[RegisterCopier]
internal sealed class PartitionStatusCopier : ShallowCopier<PartitionStatus>;

[RegisterCopier]
internal sealed class SeenNamesCopier : ShallowCopier<SeenNames>;

[RegisterCopier]
internal sealed class SegmentViewCopier : ShallowCopier<SegmentView>;

[RegisterCopier]
internal sealed class StoredRecordCopier : ShallowCopier<StoredRecord>;

[RegisterCopier]
internal sealed class PreviewPageCopier : ShallowCopier<PreviewPage>;
