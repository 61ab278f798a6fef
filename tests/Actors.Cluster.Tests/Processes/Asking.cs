using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Actors.Server.Tests.Processes;

namespace Actors.Cluster.Tests.Processes;

/// <summary>Questions, as a client puts them: what is told to come back later comes back.</summary>
internal static class Asking
{
    /// <summary>What an address answers, once it is neither 503, which a partition says that moves or lags, nor 429, which is told to who asks too fast.</summary>
    public static async Task<JsonNode> Ask(this ServerProcess server, string path)
    {
        while (true)
        {
            using HttpResponseMessage answer = await server.Http.GetAsync(path);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value);
            }
            else if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
                return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
            }
        }
    }
}
