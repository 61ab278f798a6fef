using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Hosting.Options;
using Actors.Hosting.Running;

namespace Actors.Server.Commands;

/// <summary>A running server's catalog, read and written as its HTTP interface has it.</summary>
internal sealed class CatalogServer : IDisposable
{
    private readonly HttpClient _client;

    public CatalogServer(string address, string? token)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? server) || server.Scheme is not ("http" or "https"))
        {
            throw new SettingException($"--server {address}: an address such as http://127.0.0.1:8080 is expected");
        }
        // A new definition is computed over all history before the server answers.
        _client = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromHours(1) };
        _client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The YAML, and the version it is of.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached, or refuses.</exception>
    public async Task<(string Text, string Version)> Get(CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await _client.GetAsync("api/catalog", cancellation);
        string text = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode ? (text, answer.Headers.ETag!.Tag.Trim('"')) : throw Refused(answer, text);
    }

    /// <summary>Checks a catalog against what the server has seen; answers warnings, each with its place.</summary>
    /// <exception cref="InvalidDefinitionsException">The server finds errors in it.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or refuses.</exception>
    public async Task<IReadOnlyList<string>> Check(string path, string yaml, CancellationToken cancellation)
    {
        using var content = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        using HttpResponseMessage answer = await _client.PostAsync("api/catalog:check", content, cancellation);
        string text = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode ? Warnings(path, text) : throw NotUsable(path, answer, text);
    }

    /// <summary>Replaces the catalog if it still is the expected version; answers the new version, and warnings, each with its place.</summary>
    /// <exception cref="InvalidDefinitionsException">The server finds errors in it.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or refuses.</exception>
    public async Task<(string Version, IReadOnlyList<string> Warnings)> Put(string path, string yaml, string expected, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "api/catalog")
        {
            Content = new StringContent(yaml, Encoding.UTF8, "application/yaml"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{expected}\"");
        using HttpResponseMessage answer = await _client.SendAsync(request, cancellation);
        string text = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode
            ? (JsonNode.Parse(text)!["version"]!.ToString(), Warnings(path, text))
            : throw NotUsable(path, answer, text);
    }

    public void Dispose() => _client.Dispose();

    private static IReadOnlyList<string> Warnings(string path, string text) => Lines(path, JsonNode.Parse(text)!["warnings"]!.AsArray());

    private static Exception NotUsable(string path, HttpResponseMessage answer, string text) =>
        answer.StatusCode == HttpStatusCode.UnprocessableEntity
            ? new InvalidDefinitionsException(Lines(path, JsonNode.Parse(text)!["errors"]!.AsArray()))
            : Refused(answer, text);

    private static string[] Lines(string path, JsonArray found) =>
        [.. found.Select(e => $"{path}:{e!["line"]}:{e["column"]} {e["pointer"]}: {e["detail"]}")];

    private static HttpRequestException Refused(HttpResponseMessage answer, string text)
    {
        string detail = text.StartsWith('{') ? JsonNode.Parse(text)?["detail"]?.ToString() ?? text : text;
        return new HttpRequestException($"the server answers {(int)answer.StatusCode}: {detail}");
    }
}
