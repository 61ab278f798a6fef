using System.Buffers;
using System.Text;
using System.Text.Json;
using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Api.OpenApi;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Customers;

/// <summary><c>POST /api/customers/{id}/contacts</c>: a campaign tells that it contacted a customer, for <c>contacts(…)</c> in rules.</summary>
internal static class ContactEndpoint
{
    private const int TextMax = 100;

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/customers/{id}/contacts", Post)
        .WithTags("Customers").RequireAuthorization(Policies.Campaign)
        .WithSummary("Notes a contact; answers once it is durable")
        .Accepts<ContactBody>("application/json").WithExample(Examples.Contact)
        .Produces<ContactReport>(201).Produces<ContactReport>().ProducesProblem(400).ProducesProblem(429);

    private static async Task<IResult> Post(string id, HttpContext context, IIngress ingress)
    {
        ContactBody body = await JsonBody.Read(context, ApiJson.Default.ContactBody);
        string channel = Checked("/channel", body.Channel) ?? throw JsonBody.Malformed("/channel", "a channel such as email is expected");
        string? campaign = Checked("/campaign", body.Campaign);
        string contact = Checked("/contactId", body.ContactId) ?? Guid.CreateVersion7().ToString();
        var customer = CustomerId.Parse(RawPath.Segment(context, 3) ?? id);
        if (customer.Utf8.Length > CustomerId.BytesMax)
        {
            throw JsonBody.Malformed("", "no customer has an id this long");
        }
        long at = IngestItem.NoTime;
        if (body.At is { } text && !Rfc3339.TryParse(text, out at))
        {
            throw JsonBody.Malformed("/at", "an instant such as 2026-11-21T10:00:00.000Z is expected");
        }
        IngestItem[] item =
        [
            new(RecordKind.Contact, customer, at, IngestItem.NoTime, default, Encoding.UTF8.GetBytes(contact), "contacts"u8.ToArray(),
                Payload(channel, campaign), HasMessageId: true),
        ];
        IngestResult result = await ingress.Send(item, cancellation: CancellationToken.None);
        if (result.Busy)
        {
            throw new ApiException(
                Problem.Body(429, "The server has no room for this now; nothing of it was taken."), Math.Max(1, (result.RetryAfterMs + 999) / 1000));
        }
        return TypedResults.Json(
            new ContactReport(contact, result.Duplicates > 0), ApiJson.Default.ContactReport, statusCode: result.Duplicates > 0 ? 200 : 201);
    }

    private static string? Checked(string pointer, string? text) => text is null ? null
        : text.Length is 0 or > TextMax || text.Contains('\0', StringComparison.Ordinal)
            ? throw JsonBody.Malformed(pointer, $"a text of 1 to {TextMax} characters is expected")
            : text;

    private static byte[] Payload(string channel, string? campaign)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("properties");
            writer.WriteString("channel", channel);
            if (campaign is not null)
            {
                writer.WriteString("campaign", campaign);
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        var reader = new Utf8JsonReader(json.WrittenSpan);
        reader.Read();
        var written = new ArrayBufferWriter<byte>();
        return DocWriter.TryWrite(ref reader, written, out DocError? error)
            ? written.WrittenSpan.ToArray()
            : throw JsonBody.Malformed(error!.Pointer, error.Detail);
    }
}

/// <summary>A contact that took place.</summary>
/// <param name="Channel"><c>email</c>, <c>sms</c>, <c>push</c> or any other.</param>
/// <param name="At">When; without, now.</param>
/// <param name="ContactId">Told again, it counts once; without, one is made. A later <c>Email Delivered</c> with this as <c>contact_id</c> does not count
/// anew.</param>
internal sealed record ContactBody(string? Channel, string? Campaign = null, string? At = null, string? ContactId = null);

internal sealed record ContactReport(string ContactId, bool Duplicate);
