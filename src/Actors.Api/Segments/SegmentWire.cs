using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Language.Speaking;

namespace Actors.Api.Segments;

/// <summary>An overlapping segment to define.</summary>
internal sealed record SegmentBody(
    string? Name, string? When, string? Description = null, string? Color = null, MapHint? Map = null);

/// <summary>A segmentation to define: its segments in order, the last with <c>otherwise: true</c>.</summary>
/// <param name="Map">Its names by language, where they differ from <paramref name="Name"/>.</param>
internal sealed record SegmentationBody(
    string? Name, IReadOnlyList<CaseBody?>? Segments, string? Description = null, NamesBody? Map = null);

/// <summary>Names by language.</summary>
internal sealed record NamesBody(string? NameFr = null, string? NameEn = null);

/// <summary>One segment of a segmentation.</summary>
internal sealed record CaseBody(
    string? Key,
    string? Name = null,
    string? When = null,
    bool Otherwise = false,
    string? Color = null,
    MapHint? Map = null);

/// <summary>Counts over the last minute, hour and day.</summary>
internal readonly record struct Counts(long M1, long H1, long D1);

/// <summary>A segment: its definition and its statistics.</summary>
/// <param name="Segment">Its address: <c>segmentation/segment</c>, or the plain key of an overlapping one.</param>
/// <param name="Segmentation">Null for an overlapping segment.</param>
/// <param name="When">Null for <c>otherwise</c>.</param>
/// <param name="Sentence">What the rule says, in plain words.</param>
/// <param name="Version">The catalog version that these figures are of.</param>
/// <param name="State"><c>live</c>, or <c>backfilling</c> while a new definition is computed.</param>
/// <param name="Net">Entries minus exits.</param>
/// <param name="SpendTotal">Orders minus refunds of all members, ever, as cancellations and updates have left them.</param>
/// <param name="SpendMean">Per member; null without members.</param>
/// <param name="AsOf">The instant of the figures; null before the first report.</param>
/// <param name="PartitionsMissing">Partitions that have not reported since the start.</param>
/// <param name="Failing">Absent while every customer could be decided.</param>
/// <param name="Warnings">In the answer to a definition: what it says that is allowed but probably not meant.</param>
internal sealed record SegmentReport(
    string Segment,
    string Key,
    string? Segmentation,
    string Name,
    string? Description,
    string? Color,
    MapHint? Map,
    string? When,
    Sentence? Sentence,
    bool Otherwise,
    int Version,
    string State,
    double Progress,
    Instant? AsOf,
    long Members,
    Counts Entries,
    Counts Exits,
    Counts Net,
    Money SpendTotal,
    Money? SpendMean,
    int PartitionsMissing,
    FailingReport? Failing = null,
    IReadOnlyList<ApiError>? Warnings = null);

/// <summary>The segment could not be decided for some customers, who stay where they were: evaluating its rules threw.</summary>
/// <param name="Count">How many times, by this version, since the server started.</param>
/// <param name="At">When it last did.</param>
/// <param name="Customer">For whom.</param>
/// <param name="Error">How.</param>
internal sealed record FailingReport(long Count, Instant At, string Customer, string Error);

/// <summary>A segmentation with its segments.</summary>
/// <param name="Warnings">In the answer to a definition: what it says that is allowed but probably not meant.</param>
internal sealed record SegmentationReport(
    string Key,
    string Name,
    string? Description,
    NamesBody? Map,
    int Version,
    string State,
    double Progress,
    IReadOnlyList<SegmentReport> Segments,
    IReadOnlyList<ApiError>? Warnings = null);

internal sealed record SegmentList(IReadOnlyList<SegmentReport> Items, string? Next);

internal sealed record SegmentationList(IReadOnlyList<SegmentationReport> Items, string? Next);
