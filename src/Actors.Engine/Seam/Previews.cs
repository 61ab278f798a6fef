using Actors.Segmentation.Previewing;
using Actors.Segmentation.Records;

namespace Actors.Engine.Seam;

/// <summary>A rule to try on a partition's customers, a bounded number per call.</summary>
/// <param name="When">The rule, in the segment language.</param>
/// <param name="Segment">The segment that it is compared with; −1: none.</param>
/// <param name="Cursor">Where to go on; default: from the first on.</param>
/// <param name="NowMs">The instant to answer for.</param>
/// <param name="SamplesMax">How many customers of each kind to name.</param>
public sealed record PreviewQuery(string When, int Segment, PreviewCursor Cursor, long NowMs, int SamplesMax);

/// <summary>How far a partition's customers were looked at. It holds as long as the partition has the same owner.</summary>
/// <param name="Epoch">The owner's.</param>
/// <param name="Customers">How many there were when it began: who comes later is not looked at.</param>
/// <param name="Next">The next place in the order of looking.</param>
public readonly record struct PreviewCursor(long Epoch, int Customers, int Next);

/// <summary>What was found of the customers looked at, in an order that has nothing to do with what they did.</summary>
/// <param name="Looked">How many were looked at.</param>
/// <param name="Customers">How many the partition has.</param>
/// <param name="Funnel">For each clause: how many hold it and all before it. The last are the members.</param>
/// <param name="Added">Of the segment compared with: who would come.</param>
/// <param name="Dropped">Likewise: who would go.</param>
/// <param name="Near">Who lacks one clause alone, with its index.</param>
/// <param name="Failed">For how many the rule failed: those of whom it could tell nothing are in none of the counts.</param>
/// <param name="FailedSample">Some of them, with the error.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record PreviewPage(
    int Looked,
    int Customers,
    IReadOnlyList<long> Funnel,
    long Added,
    long Dropped,
    IReadOnlyList<CustomerId> MemberSample,
    IReadOnlyList<CustomerId> AddedSample,
    IReadOnlyList<CustomerId> DroppedSample,
    IReadOnlyList<(CustomerId Customer, int Clause)> Near,
    long Failed,
    IReadOnlyList<(CustomerId Customer, string Error)> FailedSample,
    PreviewCursor? Next);

/// <summary>What to try on one customer.</summary>
/// <param name="When">The rule.</param>
/// <param name="Segment">The segment compared with; −1: none.</param>
/// <param name="History">The customer's retained records, where states lack what the rule needs.</param>
/// <param name="Published">The customer's published migrations, likewise.</param>
public sealed record Trial(
    string When, int Segment, ReadOnlyMemory<Record> History, ReadOnlyMemory<Segmentation.Deciding.Migration> Published);

/// <param name="Answer">What the rule says of the customer.</param>
/// <param name="Member">Whether the customer is in the segment compared with, as published.</param>
public readonly record struct Tried(DraftAnswer Answer, bool Member);

/// <summary>A rule that compiled when it was asked for does not with the catalog of this instant.</summary>
public sealed class PreviewRefusedException(string message) : Exception(message);
