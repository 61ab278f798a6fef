using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Health;

/// <summary><c>/health/*</c> for orchestrators, <c>/metrics</c> for Prometheus.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan AskMax = TimeSpan.FromMilliseconds(250);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", Live).WithTags("Health").WithSummary("Whether the process runs")
            .Produces<HealthReport>().ProducesProblem(503);
        app.MapGet("/health/ready", Ready).WithTags("Health")
            .WithSummary("Whether events are taken, or why not; how far recovery is")
            .Produces<HealthReport>().ProducesProblem(503);
        app.MapGet("/metrics", Metrics).WithTags("Health").RequireAuthorization(Policies.Viewer)
            .WithSummary("Figures in Prometheus text").Produces<string>(200, "text/plain");
    }

    private static IResult Live(IHealth health) =>
        health.Ended is { } ended ? Problem.Of(503, ended) : TypedResults.Json(new HealthReport("live", 1), ApiJson.Default.HealthReport);

    private static async Task<IResult> Ready(HttpContext context, IHealth health, IShopClock clock, ICatalogs catalogs)
    {
        string? fault = await Refresh(health);
        string? held = clock.Held;
        if (health.Ready && held is null)
        {
            // Its reason is for those who may see definitions.
            string? unfinished = catalogs.Unfinished is null ? null
                : "A change of the definitions that the last start took up could not be carried through: /api/catalog/change tells why.";
            return TypedResults.Json(new HealthReport("ready", 1, unfinished), ApiJson.Default.HealthReport);
        }
        context.Response.Headers.RetryAfter = "1";
        if (health.Ready)
        {
            return Problem.Of(503, held);
        }
        ProblemBody recovering = Problem.Body(503, fault ?? "The server is recovering its customers from the log.");
        return Problem.Of(recovering with { Progress = health.Recovered });
    }

    /// <summary>
    /// Asks the partitions, which may have failed since; one that is busy recovering does not keep the asker waiting.
    /// </summary>
    /// <returns>What one of them says is wrong, or null.</returns>
    private static async Task<string?> Refresh(IHealth health)
    {
        try
        {
            return (await health.Partitions().AsTask().WaitAsync(AskMax)).FirstOrDefault(p => p.Fault is not null)?.Fault;
        }
        catch (Exception exception) when (exception is TimeoutException or PartitionUnavailableException)
        {
            // What was known last must do.
            return null;
        }
    }

    private static async Task<IResult> Metrics(MetricsPage page) =>
        TypedResults.Text(await page.Text(), "text/plain; version=0.0.4; charset=utf-8");
}

/// <summary>How the server is.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
/// <param name="Detail">What somebody should look at all the same.</param>
internal sealed record HealthReport(string Status, double Progress, string? Detail = null);
