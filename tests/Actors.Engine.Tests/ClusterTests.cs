using Actors.Conformance.Hostile.Nodes;
using Actors.Conformance.Suites;

namespace Actors.Engine.Tests;

public sealed class ClusterMemberships() : MembershipConformance(new ClusterSubject());

public sealed class ClusterTime() : TimeConformance(new ClusterSubject());

public sealed class ClusterDeduplication() : DeduplicationConformance(new ClusterSubject());

public sealed class ClusterFeed() : FeedConformance(new ClusterSubject());

public sealed class ClusterStatistics() : StatisticsConformance(new ClusterSubject());

public sealed class ClusterCatalogs() : CatalogConformance(new ClusterSubject());

public sealed class ClusterFailures() : FailureConformance(new ClusterSubject());

public sealed class ClusterNames() : NamesConformance(new ClusterSubject());

public sealed class ClusterTables() : TableConformance(new ClusterSubject());

public sealed class ClusterRecovery() : RecoveryConformance(new ClusterSubject());

public sealed class ClusterScenarios : ClusterConformance;

public sealed class ClusterPreviews() : PreviewConformance(new ClusterSubject());
