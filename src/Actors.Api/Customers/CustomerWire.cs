using Actors.Api.Changes;
using Actors.Api.Json;

namespace Actors.Api.Customers;

/// <summary>A customer as it stands now.</summary>
/// <param name="Id"><c>u:</c> is left off; <c>a:</c> and <c>g:</c> are written.</param>
/// <param name="Sequence">Of its latest change.</param>
/// <param name="Spend">Orders minus refunds, ever, as cancellations and updates have left them.</param>
/// <param name="Currency">That of the catalog, ISO 4217.</param>
/// <param name="Features">What the rules count, as now.</param>
/// <param name="MicroSegment">For each segmentation, the segment the customer is in.</param>
/// <param name="LastEvents">Newest first.</param>
internal sealed record CustomerReport(
    string Id,
    Instant AsOf,
    int CatalogVersion,
    long Sequence,
    Instant FirstSeen,
    Money Spend,
    string Currency,
    Document Traits,
    IReadOnlyDictionary<string, Document> Features,
    IReadOnlyList<MembershipReport> Memberships,
    IReadOnlyDictionary<string, string> MicroSegment,
    IReadOnlyList<EventReport> LastEvents);

/// <summary>One membership.</summary>
/// <param name="Since">When the customer entered.</param>
/// <param name="LeavesAt">When it ends if nothing happens; null: never, or not known.</param>
/// <param name="NotBefore">Where the end is not known: it is not before this instant.</param>
/// <param name="Reason">What made the customer enter.</param>
internal sealed record MembershipReport(
    string Segment,
    string? Segmentation,
    string Name,
    Instant Since,
    Instant? LeavesAt,
    Instant? NotBefore,
    string Reason);

/// <summary>Something the customer did or that was told of it.</summary>
/// <param name="Kind"><c>event</c>, <c>identify</c>, <c>group</c> or <c>alias</c>.</param>
/// <param name="Event">The event's name; null for other kinds.</param>
/// <param name="Timestamp">When it happened, by the client's clock, corrected.</param>
/// <param name="ReceivedAt">When it arrived.</param>
internal sealed record EventReport(
    string Kind,
    string? Event,
    Instant Timestamp,
    Instant ReceivedAt,
    string MessageId,
    Document Properties,
    Document Traits);

/// <summary>Changes of one customer, newest first.</summary>
/// <param name="Next">For <c>before</c>, to go on to older ones; null at the end.</param>
internal sealed record TimelinePage(IReadOnlyList<Change> Items, string? Next);

/// <summary>A customer in a list.</summary>
/// <param name="Segments">Addresses of the segments the customer is in.</param>
internal sealed record CustomerLine(string Id, Instant FirstSeen, Money Spend, IReadOnlyList<string> Segments);

/// <summary>Customers, in no order that means anything.</summary>
/// <param name="Next">For <c>cursor</c>, to go on; null at the end. A page may be short, or empty, before that.</param>
internal sealed record CustomerList(IReadOnlyList<CustomerLine> Items, string? Next);
