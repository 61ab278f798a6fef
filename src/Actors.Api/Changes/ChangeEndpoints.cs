using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Actors.Api.Changes;

/// <summary><c>GET /api/changes</c>: the feed, by pulling, with a long poll.</summary>
internal sealed class ChangeEndpoints(
    IChangeFeed feed, ICatalogs catalogs, SegmentNames names, IHostApplicationLifetime lifetime)
{
    private const int ItemsMax = 1_000;
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/api/changes", (Delegate)Read)
        .WithTags("Changes").RequireAuthorization(Policies.Feed).WithSummary("Changes after a cursor")
        .Produces<ChangePage>().ProducesProblem(400).ProducesProblem(410);

    private async Task<IResult> Read(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        int limit = query.Int("limit", 100, 1, ItemsMax);
        TimeSpan wait = query.Duration("wait", TimeSpan.Zero, WaitMax);
        Func<PublishedMigration, bool>? filter = ChangeFilter.Of(query, catalogs.Current);
        FeedCursor after = Cursors.Parse(query.Text("after") ?? "oldest", feed, out string? refusal)
            ?? throw Unusable(feed, refusal!);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            FeedPage page = await feed.Read(after, filter, limit, wait, ending.Token);
            return Answer([.. page.Items.Select(i => Change.Of(i, names))], page.Next);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Answer([], after);
        }
    }

    private static IResult Answer(IReadOnlyList<Change> changes, FeedCursor next) =>
        TypedResults.Json(new ChangePage(changes, next.ToString()), ApiJson.Default.ChangePage);

    private static ApiException Unusable(IChangeFeed feed, string refusal)
    {
        ProblemBody problem = Problem.Body(410, "This cursor cannot be used (any more).", new ApiError("?after", refusal));
        return new ApiException(problem with { Oldest = feed.Oldest.ToString() });
    }
}
