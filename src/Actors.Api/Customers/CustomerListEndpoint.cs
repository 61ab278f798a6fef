using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Customers;

/// <summary><c>GET /api/customers</c>: who is in some segments and not in others.</summary>
internal static class CustomerListEndpoint
{
    private const int ItemsMax = 1_000;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/customers", List)
        .WithTags("Customers").RequireAuthorization(Policies.Analyst)
        .WithSummary("Customers in all of the segments named, and in none named with ! before it")
        .Produces<CustomerList>().ProducesProblem(400).ProducesProblem(503);

    private static async Task<IResult> List(
        HttpContext context, ICustomers customers, ICatalogs catalogs, CustomerReports reports)
    {
        IQueryCollection query = context.Request.Query;
        int limit = query.Int("limit", 100, 1, ItemsMax);
        ILookup<bool, int> segments = query.Texts("segment")
            .ToLookup(text => !text.StartsWith('!'), text => SegmentOf(text.TrimStart('!'), catalogs.Current));
        MemberCursor after = CursorOf(query.Text("cursor"), customers.First);
        CustomerPage page = await customers.List(
            [.. segments[true]], [.. segments[false]], after, limit, context.RequestAborted);
        return TypedResults.Json(
            new CustomerList([.. page.Items.Select(reports.Line)], page.Next?.ToString()), ApiJson.Default.CustomerList);
    }

    private static int SegmentOf(string address, Catalog catalog) => catalog.TryFind(address, out Segment? segment)
        ? segment.Id
        : throw ApiException.Query("segment", $"there is no segment {address}");

    private static MemberCursor CursorOf(string? text, MemberCursor first)
    {
        if (text is null)
        {
            return first;
        }
        if (!MemberCursor.TryParse(text, out MemberCursor cursor))
        {
            throw ApiException.Query("cursor", "the previous page's next is expected");
        }
        return cursor.Folder == first.Folder
            ? cursor
            : throw ApiException.Query("cursor", "this cursor is of another data folder: begin without one");
    }
}
