using System.Text;
using System.Text.Json.Serialization;
using Actors.Api.Json;
using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;

namespace Actors.Api.Changes;

/// <summary>How a membership changed.</summary>
[JsonConverter(typeof(CamelCaseEnum<ChangeType>))]
internal enum ChangeType
{
    Entered,
    Exited,
    Moved,
}

/// <summary>Why.</summary>
/// <param name="Kind"><c>event</c>, <c>clock</c>, <c>definition</c>, <c>model</c>, <c>merge</c>, <c>import</c>,
/// <c>erasure</c> or <c>table</c>.</param>
/// <param name="MessageId">Of the event, if one is the cause.</param>
/// <param name="Event">Its name.</param>
internal sealed record ChangeCause(
    string Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? MessageId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Event);

/// <summary>One customer's change of membership.</summary>
/// <param name="Id">Unique for ever, the same whenever it is delivered again: partition-position-ordinal.</param>
/// <param name="Sequence">Per customer, from 1, without gaps; a filtered reader sees gaps.</param>
/// <param name="Segmentation">Null for an overlapping segment.</param>
/// <param name="Segment">The segment entered, or for <c>exited</c> the one left.</param>
/// <param name="At">The exact instant of the change.</param>
/// <param name="PublishedAt">When it was published.</param>
internal sealed record Change(
    string Id,
    long Sequence,
    string? CustomerId,
    string? Segmentation,
    string? Segment,
    ChangeType Type,
    string? From,
    string? To,
    Instant At,
    Instant PublishedAt,
    ChangeCause Cause,
    int CatalogVersion)
{
    public static Change Of(PublishedMigration published, SegmentNames names)
    {
        Migration m = published.Migration;
        (string? from, string? to) = (names.Of(m.From), names.Of(m.To));
        return new(
            $"{published.Partition}-{m.Position}-{m.Ordinal}",
            m.Sequence,
            m.Customer.IsEmpty ? null : m.Customer.ToString(),
            names.SegmentationOf(m.Unit),
            to ?? from,
            TypeOf(m),
            from,
            to,
            new(m.AtMs),
            new(published.PublishedAtMs),
            new(KindOf(m.Cause), TextOf(m.MessageId), TextOf(m.Event)),
            m.CatalogVersion);
    }

    public static ChangeType TypeOf(in Migration m) =>
        m.From == Migration.None ? ChangeType.Entered : m.To == Migration.None ? ChangeType.Exited : ChangeType.Moved;

    /// <summary>A cause as the API names it.</summary>
    public static string KindOf(CauseKind cause) => cause.ToString().ToLowerInvariant();

    private static string? TextOf(ReadOnlyMemory<byte> utf8) =>
        utf8.IsEmpty ? null : Encoding.UTF8.GetString(utf8.Span);
}

/// <summary>A page of changes.</summary>
/// <param name="Next">Always a cursor to go on from, changes or not.</param>
internal sealed record ChangePage(IReadOnlyList<Change> Items, string Next);

/// <summary>Told in a stream when changes between two cursors are not there any more.</summary>
internal sealed record Gap(string Reason, string Oldest);
