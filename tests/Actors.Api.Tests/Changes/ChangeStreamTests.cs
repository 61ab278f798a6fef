using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Changes;

public sealed class ChangeStreamTests
{
    [Fact]
    public async Task Changes_stream_as_they_happen_and_resume_by_the_last_id()
    {
        await using ApiHost host = await ApiHost.Start();
        await Feed.Define(host);
        string id;
        using (var stream = await EventReader.Open(host, "/api/changes/stream?segment=buyers"))
        {
            await host.Track("track", """{"userId":"a","event":"Order Completed"}""").Json();
            ServerEvent change = await stream.Next("change");
            change.Data!.Text("customerId").ShouldBe("a");
            id = change.Id;
        }
        await host.Track("track", """{"userId":"b","event":"Order Completed"}""").Json();
        using var again = await EventReader.Open(host, "/api/changes/stream?segment=buyers", id);
        (await again.Next("change")).Data!.Text("customerId").ShouldBe("b");
    }

    [Fact]
    public async Task An_unusable_last_id_is_told_as_a_gap_and_the_stream_goes_on_from_the_oldest()
    {
        await using ApiHost host = await ApiHost.Start();
        await Feed.Define(host);
        await host.Track("track", """{"userId":"a","event":"Order Completed"}""").Json();
        using var stream = await EventReader.Open(host, "/api/changes/stream", "damaged");
        ServerEvent gap = await stream.Next("gap");
        gap.Data!.Text("oldest").ShouldBe(gap.Id);
        (await stream.Next("change")).Data!.Text("customerId").ShouldBe("a");
    }

    [Fact]
    public async Task An_idle_stream_says_that_it_lives_and_where_it_is()
    {
        await using ApiHost host = await ApiHost.Start(new ActorsApiOptions
        {
            WriteKey = ApiHost.WriteKey,
            AdminToken = ApiHost.AdminToken,
            Heartbeat = TimeSpan.FromMilliseconds(50),
        });
        using var stream = await EventReader.Open(host, "/api/changes/stream");
        ServerEvent beat = await stream.Next(null);
        beat.Comment.ShouldBe("heartbeat");
        beat.Id.ShouldNotBeEmpty();
    }
}

internal sealed record ServerEvent(string? Name, string Id, JsonNode? Data, string? Comment);

internal sealed class EventReader(HttpClient client, HttpResponseMessage response, StreamReader lines) : IDisposable
{
    public static async Task<EventReader> Open(ApiHost host, string path, string? lastEventId = null)
    {
        HttpClient client = host.NewClient();
        client.DefaultRequestHeaders.Authorization = host.Client.DefaultRequestHeaders.Authorization;
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }
        HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var reader = new EventReader(client, response, new StreamReader(await response.Content.ReadAsStreamAsync()));
        if (lastEventId is null)
        {
            // The stream stands now: what happens from here on is seen.
            (await reader.Read()).Comment.ShouldBe("here");
        }
        return reader;
    }

    /// <summary>The next event of this name; null: the next comment.</summary>
    public async Task<ServerEvent> Next(string? name)
    {
        while (true)
        {
            ServerEvent read = await Read();
            if (read.Name == name)
            {
                return read;
            }
        }
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
        client.Dispose();
    }

    private async Task<ServerEvent> Read()
    {
        var read = new ServerEvent(null, "", null, null);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await lines.ReadLineAsync(limit.Token) is { Length: > 0 } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string value = line[(colon + 1)..].TrimStart();
            read = line[..colon] switch
            {
                "" => read with { Comment = value },
                "id" => read with { Id = value },
                "event" => read with { Name = value },
                "data" => read with { Data = JsonNode.Parse(value) },
                _ => throw new InvalidDataException(line),
            };
        }
        return read;
    }
}
