using Actors.Segmentation.Deciding;

namespace Actors.Engine.Seam;

/// <summary>A published migration with its place in the outbox. Owns its memory.</summary>
/// <param name="PublishedAtMs">When the partition published it (its clock's now), Unix milliseconds.</param>
public sealed record PublishedMigration(int Partition, long OutboxPosition, long PublishedAtMs, Migration Migration);

/// <param name="Next">Outbox position to go on from.</param>
/// <param name="More">Whether there was more than fitted.</param>
public sealed record MigrationPage(IReadOnlyList<PublishedMigration> Items, long Next, bool More);
