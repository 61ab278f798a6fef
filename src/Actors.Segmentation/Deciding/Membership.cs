namespace Actors.Segmentation.Deciding;

/// <summary>One segment a customer is in.</summary>
/// <param name="Unit">The unit's number.</param>
/// <param name="Segment">The segment's number.</param>
/// <param name="SinceMs">Instant of the migration that led in, Unix milliseconds.</param>
/// <param name="Reason">Cause of that migration.</param>
public sealed record Membership(int Unit, int Segment, long SinceMs, CauseKind Reason);
