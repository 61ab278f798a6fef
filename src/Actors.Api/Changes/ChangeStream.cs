using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Actors.Api.Access;
using Actors.Api.Json;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Actors.Api.Changes;

/// <summary>
/// <c>GET /api/changes/stream</c>: the feed as server-sent events. A slow reader is read for slowly: nothing piles up
/// for it.
/// </summary>
internal sealed class ChangeStream(
    IChangeFeed feed,
    ICatalogs catalogs,
    SegmentNames names,
    ActorsApiOptions options,
    IHostApplicationLifetime lifetime)
{
    private const int ItemsMax = 1_000;
    private const string GoingOn = "going on from the oldest change";
    private int _open;

    /// <summary>Streams open now.</summary>
    public int Open => Volatile.Read(ref _open);

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/api/changes/stream", (Delegate)Stream)
        .WithTags("Changes").RequireAuthorization(Policies.Feed)
        .WithSummary(
            "Changes as server-sent events: id is the cursor, Last-Event-ID resumes, gap tells of what is lost")
        .Produces<string>(200, "text/event-stream");

    private async Task Stream(HttpContext context)
    {
        Func<PublishedMigration, bool>? filter = ChangeFilter.Of(context.Request.Query, catalogs.Current);
        string? resumed = context.Request.Headers["Last-Event-ID"];
        string after = !string.IsNullOrEmpty(resumed) ? resumed : context.Request.Query.Text("after") ?? "latest";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        Interlocked.Increment(ref _open);
        try
        {
            await Send(context.Response.BodyWriter, after, filter, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader went away, or the server stops: it resumes by its last id.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task Send(
        PipeWriter to, string after, Func<PublishedMigration, bool>? filter, CancellationToken cancellation)
    {
        FeedCursor? cursor = Cursors.Parse(after, feed, out string? refusal);
        while (!cancellation.IsCancellationRequested)
        {
            if (cursor is null || !Cursors.IsRetained(cursor, feed.Oldest))
            {
                cursor = feed.Oldest;
                Write(to, new Gap($"{refusal ?? "beyond the retention"}; {GoingOn}", cursor.ToString()));
                refusal = null;
            }
            else
            {
                // Tells at once that the stream stands, and where.
                Raw(to, $": here\nid: {cursor}\n\n");
            }
            await to.FlushAsync(cancellation);
            cursor = await SendFrom(cursor, to, filter, cancellation);
        }
    }

    /// <summary>Sends until the cursor falls out of the retention.</summary>
    private async Task<FeedCursor> SendFrom(
        FeedCursor cursor, PipeWriter to, Func<PublishedMigration, bool>? filter, CancellationToken cancellation)
    {
        while (Cursors.IsRetained(cursor, feed.Oldest))
        {
            FeedPage page = await feed.Read(cursor, filter, ItemsMax, options.Heartbeat, cancellation);
            Write(to, page);
            cursor = page.Next;
            if (page.Items.Count == 0)
            {
                // The cursor moved on over what the filter leaves out; an id without data dispatches nothing.
                Raw(to, $": heartbeat\nid: {cursor}\n\n");
            }
            await to.FlushAsync(cancellation);
        }
        return cursor;
    }

    private void Write(PipeWriter to, FeedPage page)
    {
        var id = new FeedCursorText(page.From);
        using var json = new Utf8JsonWriter((IBufferWriter<byte>)to);
        foreach (PublishedMigration item in page.Items)
        {
            id.Move(item.Partition, item.OutboxPosition);
            to.Write("id: "u8);
            to.Write(id.Utf8);
            to.Write("\nevent: change\ndata: "u8);
            JsonSerializer.Serialize(json, Change.Of(item, names), ApiJson.Default.Change);
            json.Reset();
            to.Write("\n\n"u8);
        }
    }

    private static void Write(PipeWriter to, Gap gap)
    {
        Raw(to, $"id: {gap.Oldest}\nevent: gap\ndata: ");
        using (var json = new Utf8JsonWriter((IBufferWriter<byte>)to))
        {
            JsonSerializer.Serialize(json, gap, ApiJson.Default.Gap);
        }
        Raw(to, "\n\n");
    }

    private static void Raw(PipeWriter to, string text) => Encoding.UTF8.GetBytes(text, to);
}
