using Actors.Conformance.Suites;

namespace Actors.Cluster.Tests;

public sealed class OrleansMemberships() : MembershipConformance(new OrleansSubject());

public sealed class OrleansTime() : TimeConformance(new OrleansSubject());

public sealed class OrleansDeduplication() : DeduplicationConformance(new OrleansSubject());

public sealed class OrleansFeed() : FeedConformance(new OrleansSubject());

public sealed class OrleansStatistics() : StatisticsConformance(new OrleansSubject());

public sealed class OrleansCatalogs() : CatalogConformance(new OrleansSubject());

public sealed class OrleansRecovery() : RecoveryConformance(new OrleansSubject());

public sealed class OrleansPreviews() : PreviewConformance(new OrleansSubject());
