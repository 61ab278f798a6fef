using System.Buffers;
using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Microsoft.AspNetCore.Http;

namespace Actors.Api.Tracking;

/// <summary>Sends parsed items to the engine and answers once they are durable.</summary>
internal sealed class ItemSender(IIngress ingress, RequestLimits limits, IngestCounters counters)
{
    private static readonly byte[] Success = """{"success":true}"""u8.ToArray();

    /// <summary>429 where the key sends too fast; null: go on.</summary>
    public ApiException? Throttled(AccessKey key) =>
        limits.AllowTracking(key.Id) ? null : Busy(1000, "This write key sends too many requests.");

    /// <summary>
    /// Sends and answers. The items' memory belongs to the engine until then, whatever becomes of the client: so
    /// nothing here listens to the request's cancellation.
    /// </summary>
    /// <param name="single">A rejected item is the request's error, not a note beside success.</param>
    public async Task Send(HttpContext context, ParsedItems items, AccessKey key, bool single)
    {
        ThrowIfRejected(items, single);
        if (items.Drafts.Count > 0)
        {
            await Append(items, key, single);
        }
        ThrowIfRejected(items, single);
        counters.CountRequest(items.Rejections.Count);
        await Answer(context, items.Rejections);
    }

    private static void ThrowIfRejected(ParsedItems items, bool single)
    {
        if (single && items.Rejections is [Rejection rejection, ..])
        {
            throw new ApiException(400, "The call cannot be taken.", new ApiError(rejection.Pointer, rejection.Detail));
        }
    }

    private async ValueTask Append(ParsedItems items, AccessKey key, bool single)
    {
        IngestItem[] rented = ArrayPool<IngestItem>.Shared.Rent(items.Drafts.Count);
        int count = items.ToItems(key.Source, rented);
        IngestResult result = await ingress.Send(rented.AsMemory(0, count), cancellation: CancellationToken.None);
        // Not after an exception: the engine might still hold the memory then.
        ArrayPool<IngestItem>.Shared.Return(rented, clearArray: true);
        if (result.Busy)
        {
            counters.CountBusy();
            throw Busy(result.RetryAfterMs, "The server has no room for this now; nothing of it was taken.");
        }
        if (result.Refused is { } refused)
        {
            TraitRefusals.Add(items, refused, single);
        }
    }

    private static ApiException Busy(int retryAfterMs, string detail) =>
        new(Problem.Body(429, detail), Math.Max(1, (retryAfterMs + 999) / 1000));

    private static async Task Answer(HttpContext context, List<Rejection> rejections)
    {
        context.Response.ContentType = "application/json";
        if (rejections.Count == 0)
        {
            context.Response.ContentLength = Success.Length;
            await context.Response.Body.WriteAsync(Success);
            return;
        }
        await TypedResults.Json(new IngestAnswer(true, rejections), Json.ApiJson.Default.IngestAnswer)
            .ExecuteAsync(context);
    }
}

/// <summary>The answer to a batch some of whose items were not taken.</summary>
/// <param name="Success">The others are durable.</param>
internal sealed record IngestAnswer(bool Success, IReadOnlyList<Rejection> Rejected);
