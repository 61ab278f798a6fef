using System.Globalization;
using Actors.Api.Access;
using Actors.Api.Changes;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Customers;

/// <summary><c>/api/customers/{id}</c>: all about one.</summary>
internal sealed class CustomerEndpoints(
    ICustomers customers, ICatalogs catalogs, IShopClock clock, CustomerReports reports, SegmentNames names)
{
    private const int LastEventsMax = 20;
    private const int ItemsMax = 1_000;

    public void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder one = app.MapGroup("/api/customers/{id}").WithTags("Customers")
            .RequireAuthorization(Policies.Analyst);
        one.MapGet("", Read).WithSummary("A customer now, after everything acknowledged before; or as it stood `at` an instant")
            .Produces<CustomerReport>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
        one.MapGet("timeline", Timeline).WithSummary("Every change of membership of a customer, newest first")
            .Produces<TimelinePage>().ProducesProblem(404).ProducesProblem(503);
        one.MapGet("explain/{**segment}", Explain).WithSummary("Why a customer is in a segment, or is not, and until when")
            .Produces<ExplanationReport>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
    }

    private async Task<IResult> Read(string id, HttpContext context)
    {
        CustomerId customer = IdOf(context, id);
        long? at = PastOf(context);
        CustomerView? view = await customers.Read(customer, at, context.RequestAborted);
        if (view is null)
        {
            return Unknown();
        }
        IReadOnlyList<StoredRecord> events = await customers.LastEvents(
            customer, LastEventsMax, at is null ? long.MaxValue : view.Applied + 1, context.RequestAborted);
        return TypedResults.Json(reports.Of(view, events), ApiJson.Default.CustomerReport);
    }

    private async Task<IResult> Timeline(string id, HttpContext context)
    {
        CustomerId customer = IdOf(context, id);
        int limit = context.Request.Query.Int("limit", 100, 1, ItemsMax);
        long before = long.MaxValue;
        if (context.Request.Query.Text("before") is { } text
            && !(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out before) && before > 0))
        {
            throw ApiException.Query("before", "the previous page's next is expected");
        }
        MigrationPage page = await customers.Timeline(customer, before, limit, context.RequestAborted);
        if (page.Items.Count == 0 && await customers.Read(customer, cancellation: context.RequestAborted) is null)
        {
            return Unknown();
        }
        string? next = page.More ? page.Next.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Json(
            new TimelinePage([.. page.Items.Select(m => Change.Of(m, names))], next), ApiJson.Default.TimelinePage);
    }

    private async Task<IResult> Explain(string id, string segment, HttpContext context)
    {
        CustomerId customer = IdOf(context, id);
        if (!catalogs.Current.TryFind(segment, out Segment? asked))
        {
            return Problem.Of(404, $"There is no segment '{segment}'.");
        }
        long? at = PastOf(context);
        CustomerView? view = await customers.Explain(customer, asked.Id, at, context.RequestAborted);
        if (view is null)
        {
            return Unknown();
        }
        return view.Explanation is null && at is not null
            ? Problem.Of(404, $"'{segment}' was not defined then.")
            : view.Explanation is null
            ? Problem.Of(503, $"'{segment}' is still being computed for this customer.")
            : TypedResults.Json(ExplanationReport.Of(view, segment), ApiJson.Default.ExplanationReport);
    }

    /// <summary>The instant asked for, where it lies in the past; null: now.</summary>
    private long? PastOf(HttpContext context) =>
        context.Request.Query.InstantMs("at") is { } at && at < clock.NowMs ? at : null;

    private static IResult Unknown() => Problem.Of(404, "No event of this customer was ever accepted.");

    private static CustomerId IdOf(HttpContext context, string routed)
    {
        var id = CustomerId.Parse(RawPath.Segment(context, 3) ?? routed);
        return id.Utf8.Length <= CustomerId.BytesMax
            ? id
            : throw new ApiException(404, "No customer has an id this long.");
    }
}
