using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Health;

public sealed class ProblemTests
{
    [Fact]
    public async Task Every_kind_of_miss_is_a_problem()
    {
        await using ApiHost host = await ApiHost.Start();
        await host.Client.GetAsync("/nothing/here").Problem(404);
        await host.Client.GetAsync("/v1/track").Problem(405);
        await host.Client.DeleteAsync("/api/changes").Problem(405);
        await host.Send(HttpMethod.Post, "/api/keys", "{}", "text/plain").Problem(415);
        await host.Put("/api/catalog", "a", contentType: "application/pdf").Problem(415);
        await host.Client.GetAsync("/api/segments/none").Problem(404);
    }

    [Fact]
    public async Task A_failure_of_the_server_tells_nothing_of_its_inside()
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode problem = await host.Client.GetAsync("/boom").Problem(500);
        problem.ToJsonString().ShouldNotContain("secret detail");
        host.Log.Lines.ShouldContain(l => l.Contains("secret detail", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/changes?limit=abc", "?limit")]
    [InlineData("/api/changes?limit=0", "?limit")]
    [InlineData("/api/changes?limit=100000", "?limit")]
    [InlineData("/api/changes?wait=3y", "?wait")]
    [InlineData("/api/changes?wait=P1M", "?wait")]
    [InlineData("/api/changes?wait=2h", "?wait")]
    [InlineData("/api/changes?segment=nope", "?segment")]
    [InlineData("/api/changes?segmentation=nope", "?segmentation")]
    [InlineData("/api/changes?type=jumped", "?type")]
    [InlineData("/api/flows", "?segmentation")]
    [InlineData("/api/flows?segmentation=nope", "?segmentation")]
    [InlineData("/api/customers/x/timeline?before=soon", "?before")]
    [InlineData("/api/customers?segment=nope", "?segment")]
    [InlineData("/api/customers?segment=!nope", "?segment")]
    [InlineData("/api/customers?limit=0", "?limit")]
    [InlineData("/api/customers?cursor=nonsense", "?cursor")]
    [InlineData("/api/customers?cursor=AQAAAAAAAA", "?cursor")]
    public async Task A_wrong_query_parameter_is_named(string path, string pointer)
    {
        await using ApiHost host = await ApiHost.Start();
        (await host.Client.GetAsync(path).Pointers(400)).ShouldBe([pointer]);
    }

    [Fact]
    public async Task Health_and_metrics_tell_of_the_engine()
    {
        await using ApiHost host = await ApiHost.Start();
        using HttpClient anybody = host.NewClient();
        (await anybody.GetAsync("/health/live").Json()).Text("status").ShouldBe("live");
        (await anybody.GetAsync("/health/ready").Json()).Text("status").ShouldBe("ready");
        await host.Track("track", """{"userId":"a","event":"e"}""").Json();
        string metrics = await host.Client.GetStringAsync("/metrics");
        metrics.ShouldContain("\nactors_events_accepted_total 1\n");
        metrics.ShouldContain("# TYPE actors_event_to_membership_seconds histogram\n");
        metrics.ShouldContain("actors_event_to_membership_seconds_bucket{le=\"+Inf\"}");
        foreach (string line in metrics.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            line.ShouldMatch(@"^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{le=""[^""]+""\})? -?[0-9.eE+-]+)$");
        }
    }

    [Fact]
    public async Task Virtual_time_is_moved_and_real_time_is_not()
    {
        await using ApiHost real = await ApiHost.Start();
        await Advance(real, "2030-01-01T00:00:00Z").Problem(409);
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        (await Advance(host, "2030-01-01T00:00:00Z").Json()).Text("now").ShouldBe("2030-01-01T00:00:00.000Z");
        await Advance(host, "2029-01-01T00:00:00Z").Problem(409);
        (await Advance(host, "9000-01-01T00:00:00Z").Pointers(400)).ShouldBe(["/to"]);
        (await Advance(host, "soon").Pointers(400)).ShouldBe(["/to"]);
    }

    private static Task<HttpResponseMessage> Advance(ApiHost host, string to) =>
        host.Send(HttpMethod.Post, "/api/time:advance", $$"""{"to":"{{to}}"}""");
}
