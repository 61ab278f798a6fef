using Actors.Conformance.Suites;

namespace Actors.Embedded.Tests;

public sealed class EmbeddedMemberships() : MembershipConformance(new EmbeddedSubject());

public sealed class EmbeddedTime() : TimeConformance(new EmbeddedSubject());

public sealed class EmbeddedDeduplication() : DeduplicationConformance(new EmbeddedSubject());

public sealed class EmbeddedFeed() : FeedConformance(new EmbeddedSubject());

public sealed class EmbeddedStatistics() : StatisticsConformance(new EmbeddedSubject());

public sealed class EmbeddedCatalogs() : CatalogConformance(new EmbeddedSubject());

public sealed class EmbeddedPast() : PastConformance(new EmbeddedSubject());

public sealed class EmbeddedFailures() : FailureConformance(new EmbeddedSubject());

public sealed class EmbeddedNames() : NamesConformance(new EmbeddedSubject());

public sealed class EmbeddedTables() : TableConformance(new EmbeddedSubject());

public sealed class EmbeddedResidency() : ResidencyConformance(new EmbeddedSubject());

public sealed class EmbeddedRecovery() : RecoveryConformance(new EmbeddedSubject());

public sealed class EmbeddedPreviews() : PreviewConformance(new EmbeddedSubject());
