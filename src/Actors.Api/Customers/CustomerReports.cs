using System.Text;
using Actors.Api.Changes;
using Actors.Api.Json;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Api.Customers;

/// <summary>Shows a customer with the names of segments instead of their numbers.</summary>
internal sealed class CustomerReports(SegmentNames names)
{
    public CustomerReport Of(CustomerView view, IReadOnlyList<StoredRecord> events)
    {
        MembershipReport[] memberships = [.. view.Memberships.Select(Membership)];
        return new(
            view.Id.ToString(),
            new(view.AsOfMs),
            view.CatalogVersion,
            view.Sequence,
            new(view.FirstSeenMs),
            new(view.SpendMillionths),
            names.Currency,
            new(view.Traits),
            view.Features.ToDictionary(f => f.Feature, f => new Document(f.Value ?? default), StringComparer.Ordinal),
            memberships,
            memberships.Where(m => m.Segmentation is not null)
                .ToDictionary(
                    m => m.Segmentation!, m => m.Segment[(m.Segmentation!.Length + 1)..], StringComparer.Ordinal),
            [.. events.Select(e => Event(e.Record))]);
    }

    /// <summary>A customer as one line of a list.</summary>
    public CustomerLine Line(CustomerView view) => new(
        view.Id.ToString(),
        new(view.FirstSeenMs),
        new(view.SpendMillionths),
        [.. view.Memberships.Select(m => names.Of(m.Segment)!)]);

    private MembershipReport Membership(MembershipView membership) => new(
        names.Of(membership.Segment)!,
        names.SegmentationOf(membership.Unit),
        names.NameOf(membership.Segment),
        new(membership.SinceMs),
        Instant.Of(membership.LeavesAtMs),
        Instant.Of(membership.NotBeforeMs),
        Change.KindOf(membership.Reason));

    private static EventReport Event(in Record record) => new(
        record.Kind.ToString().ToLowerInvariant(),
        record.Event.IsEmpty ? null : Encoding.UTF8.GetString(record.Event.Span),
        new(record.TimestampMs),
        new(record.ReceivedAtMs),
        Encoding.UTF8.GetString(record.MessageId.Span),
        Document.Member(record.Body, "properties"u8),
        Document.Member(record.Body, "traits"u8));
}
