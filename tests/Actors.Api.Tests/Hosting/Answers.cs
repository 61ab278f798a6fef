using System.Net;
using System.Text.Json.Nodes;

namespace Actors.Api.Tests.Hosting;

internal static class Answers
{
    public static async Task<JsonNode> Json(this Task<HttpResponseMessage> answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        using HttpResponseMessage response = await answer;
        string text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>An error answer: its status, its media type, and nothing of the inside of the server.</summary>
    public static async Task<JsonNode> Problem(this Task<HttpResponseMessage> answer, int status)
    {
        using HttpResponseMessage response = await answer;
        string text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", text);
        text.ShouldNotContain("   at ");
        JsonNode problem = JsonNode.Parse(text)!;
        problem["status"]!.GetValue<int>().ShouldBe(status);
        problem["type"]!.GetValue<string>().ShouldNotBeEmpty();
        problem["title"]!.GetValue<string>().ShouldNotBeEmpty();
        return problem;
    }

    /// <summary>The pointers of an error answer.</summary>
    public static async Task<string[]> Pointers(this Task<HttpResponseMessage> answer, int status) =>
        [.. (await answer.Problem(status))["errors"]!.AsArray().Select(e => e!["pointer"]!.GetValue<string>())];

    public static string Text(this JsonNode node, params object[] path)
    {
        foreach (object part in path)
        {
            node = (part is int index ? node[index] : node[(string)part])!;
        }
        return node.ToString();
    }

    /// <summary>Asks until an answer suits: for what the server does in its own time (statistics are reported ten times a second).</summary>
    public static async Task<T> Eventually<T>(Func<Task<T>> ask, Func<T, bool> suits)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (T answer = await ask(); ; answer = await ask())
        {
            if (suits(answer))
            {
                return answer;
            }
            limit.IsCancellationRequested.ShouldBeFalse($"still {answer}");
            await pause.WaitForNextTickAsync();
        }
    }
}
