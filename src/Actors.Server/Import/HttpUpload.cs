using System.Buffers;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Actors.Server.Replay;

namespace Actors.Server.Import;

/// <summary>Sends calls to a running server's <c>/v1/batch</c>, in order, waiting where it says so.</summary>
internal sealed class HttpUpload(Uri server, string? writeKey, Action<RejectedLine> rejected)
{
    private const int CallsMax = 500;
    private const int BytesMax = 400 << 10; // the server takes 500 KB
    private const int AttemptsMax = 6;

    public ReplayTally Tally { get; } = new();

    /// <exception cref="HttpRequestException">The server cannot be reached, or refuses; the message says how far the
    /// import came.</exception>
    public async Task Run(ICallSource source, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(100) };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(writeKey + ":")));
        var batch = new Batch();
        while (source.Read() is { } block)
        {
            for (int at = 0, n = 0; at < block.Bytes.Length; n++)
            {
                ReadOnlyMemory<byte> rest = block.Bytes[at..];
                int end = rest.Span.IndexOf((byte)'\n');
                ReadOnlyMemory<byte> line = (end < 0 ? rest : rest[..end]).Trim(" \t\r"u8);
                at += end < 0 ? rest.Length : end + 1;
                long number = block.Origins is { } origins ? origins[n] : block.FirstLine + n;
                if (line.IsEmpty || !IsJson(line.Span, number))
                {
                    continue;
                }
                if (batch.Count == CallsMax || batch.Bytes + line.Length > BytesMax)
                {
                    await Send(client, batch, cancellation);
                }
                batch.Add(line.Span, number);
            }
        }
        await Send(client, batch, cancellation);
    }

    /// <summary>A line that is no JSON would spoil the batch of its neighbours.</summary>
    private bool IsJson(ReadOnlySpan<byte> line, long number)
    {
        Tally.Lines++;
        try
        {
            var reader = new Utf8JsonReader(line);
            reader.Read();
            reader.Skip();
            reader.Read();
            return true;
        }
        catch (JsonException exception)
        {
            Reject(new(number, $"no JSON, at byte {exception.BytePositionInLine + 1}"));
            return false;
        }
    }

    private async Task Send(HttpClient client, Batch batch, CancellationToken cancellation)
    {
        if (batch.Count == 0)
        {
            return;
        }
        byte[] body = batch.Compressed();
        for (int attempt = 1; ; attempt++)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            content.Headers.ContentEncoding.Add("gzip");
            try
            {
                using HttpResponseMessage response = await client.PostAsync("v1/batch", content, cancellation);
                if (response.IsSuccessStatusCode)
                {
                    await Answer(response, batch, cancellation);
                    return;
                }
                string detail = await response.Content.ReadAsStringAsync(cancellation);
                bool wait = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
                if (!wait)
                {
                    throw new HttpRequestException(
                        $"{server} answers {(int)response.StatusCode} to lines {batch.FirstLine} to {batch.LastLine}: {detail}");
                }
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), cancellation);
                attempt = 0; // a full server is not a broken one
            }
            catch (HttpRequestException fault) when (fault.StatusCode is null && fault.InnerException is not null
                && attempt < AttemptsMax)
            {
                // Message ids make sending again harmless.
                await Task.Delay(TimeSpan.FromSeconds(attempt), cancellation);
            }
        }
    }

    private async Task Answer(HttpResponseMessage response, Batch batch, CancellationToken cancellation)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellation);
        using JsonDocument answer = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
        int count = batch.Count;
        if (answer.RootElement.TryGetProperty("rejected", out JsonElement items))
        {
            foreach (JsonElement item in items.EnumerateArray())
            {
                count--;
                Reject(new(batch.LineOf(item.GetProperty("index").GetInt32()),
                    $"{item.GetProperty("pointer").GetString()} {item.GetProperty("detail").GetString()}"));
            }
        }
        Tally.Accepted += count;
        batch.Clear();
    }

    private void Reject(RejectedLine line)
    {
        Tally.Rejected++;
        rejected(line);
    }

    private sealed class Batch
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(BytesMax + 1024);
        private readonly List<long> _lines = [];

        public int Count => _lines.Count;

        public int Bytes => _bytes.WrittenCount;

        public long FirstLine => _lines[0];

        public long LastLine => _lines[^1];

        public long LineOf(int index) => _lines[index];

        public void Add(ReadOnlySpan<byte> call, long line)
        {
            _bytes.Write(_lines.Count == 0 ? "{\"batch\":["u8 : ","u8);
            _bytes.Write(call);
            _lines.Add(line);
        }

        public byte[] Compressed()
        {
            var compressed = new MemoryStream();
            using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            {
                gzip.Write(_bytes.WrittenSpan);
                gzip.Write("]}"u8);
            }
            return compressed.ToArray();
        }

        public void Clear()
        {
            _bytes.ResetWrittenCount();
            _lines.Clear();
        }
    }
}
