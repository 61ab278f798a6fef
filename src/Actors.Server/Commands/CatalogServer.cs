using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Server.Hosting;
using Actors.Server.Options;

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

    /// <summary>Replaces the catalog if it still is the expected version; answers the new version.</summary>
    /// <exception cref="InvalidDefinitionsException">The server finds errors in it.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or refuses.</exception>
    public async Task<string> Put(string path, string yaml, string expected, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "api/catalog")
        {
            Content = new StringContent(yaml, Encoding.UTF8, "application/yaml"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{expected}\"");
        using HttpResponseMessage answer = await _client.SendAsync(request, cancellation);
        string text = await answer.Content.ReadAsStringAsync(cancellation);
        if (answer.StatusCode == HttpStatusCode.UnprocessableEntity)
        {
            JsonArray errors = JsonNode.Parse(text)!["errors"]!.AsArray();
            throw new InvalidDefinitionsException(
                [.. errors.Select(e => $"{path}:{e!["line"]}:{e["column"]} {e["pointer"]}: {e["detail"]}")]);
        }
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)!["version"]!.ToString() : throw Refused(answer, text);
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestException Refused(HttpResponseMessage answer, string text)
    {
        string detail = text.StartsWith('{') ? JsonNode.Parse(text)?["detail"]?.ToString() ?? text : text;
        return new HttpRequestException($"the server answers {(int)answer.StatusCode}: {detail}");
    }
}
