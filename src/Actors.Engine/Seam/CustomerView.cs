using Actors.Segmentation.Deciding;
using Actors.Segmentation.Explaining;
using Actors.Segmentation.Records;

namespace Actors.Engine.Seam;

/// <summary>A customer as it stands at one instant.</summary>
/// <param name="Exists">False: no record of it was ever accepted.</param>
/// <param name="Traits">A document (object).</param>
/// <param name="Features">Every feature the catalog's rules use, as of the same instant.</param>
/// <param name="Explanation">What was asked to be explained; null also where the catalog that decided last has no such segment.</param>
/// <param name="Tried">Of the rule that was to be tried.</param>
/// <param name="Applied">Input position that the view holds everything up to, as far as it concerns the customer.</param>
public sealed record CustomerView(
    CustomerId Id,
    bool Exists,
    long AsOfMs,
    int CatalogVersion,
    long Sequence,
    long FirstSeenMs,
    Int128 SpendMillionths,
    ReadOnlyMemory<byte> Traits,
    IReadOnlyList<MembershipView> Memberships,
    IReadOnlyList<FeatureValue> Features,
    long Applied = 0,
    Explanation? Explanation = null,
    Tried Tried = default);

/// <summary>One membership.</summary>
/// <param name="LeavesAtMs">When it ends if nothing happens; null: never, or not known before <paramref name="NotBeforeMs"/>.</param>
public sealed record MembershipView(int Unit, int Segment, long SinceMs, CauseKind Reason, long? LeavesAtMs, long? NotBeforeMs);
