using Actors.Conformance.Hostile;
using Actors.Conformance.Suites;

namespace Actors.Engine.Tests;

public sealed class HostileMemberships() : MembershipConformance(new HostileSubject());

public sealed class HostileTime() : TimeConformance(new HostileSubject());

public sealed class HostileDeduplication() : DeduplicationConformance(new HostileSubject());

public sealed class HostileFeed() : FeedConformance(new HostileSubject());

public sealed class HostileStatistics() : StatisticsConformance(new HostileSubject());

public sealed class HostileCatalogs() : CatalogConformance(new HostileSubject());

public sealed class HostilePast() : PastConformance(new HostileSubject());

public sealed class HostileFailures() : FailureConformance(new HostileSubject());

public sealed class HostileNames() : NamesConformance(new HostileSubject());

public sealed class HostileTables() : TableConformance(new HostileSubject());

public sealed class HostileResidency() : ResidencyConformance(new HostileSubject());

public sealed class HostileRecovery() : RecoveryConformance(new HostileSubject());

public sealed class HostilePreviews() : PreviewConformance(new HostileSubject());
