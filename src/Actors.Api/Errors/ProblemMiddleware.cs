using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.EventLog;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Api.Errors;

/// <summary>Makes a problem of every error that an endpoint, the router or the server leaves without a body.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    /// <summary>What proxies log when the client went away; nobody reads the answer.</summary>
    private const int ClientClosedRequest = 499;

    public async Task Invoke(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await Answer(context, exception);
            return;
        }
        HttpResponse response = context.Response;
        if (response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
        {
            await Problem.Write(context, response.StatusCode, DetailOf(context));
        }
    }

    private async Task Answer(HttpContext context, Exception exception)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ClientClosedRequest;
            return;
        }
        ApiException problem = exception switch
        {
            ApiException known => known,
            BadHttpRequestException bad => new ApiException(bad.StatusCode, bad.Message),
            CatalogChangeCancelledException given => new ApiException(409, given.Message),
            TimeoutException => Unavailable("What was acknowledged is not applied yet; try again."),
            PartitionUnavailableException unavailable => Unavailable(unavailable.Message),
            CatalogChangeUncertainException uncertain => Unavailable(uncertain.Message),
            CorruptLogException damaged => new ApiException(500, $"What is stored is damaged; nothing was changed. {damaged.Message}"),
            PastTooLongException tooLong => new ApiException(422, tooLong.Message),
            StorageException => Unavailable("The store cannot be read or written now."),
            _ => new ApiException(500, "The server failed on this request; its log says why."),
        };
        if (problem.Problem.Status >= 500
            && exception is not (ApiException or TimeoutException or PartitionUnavailableException))
        {
            // The route, not the path: ids of customers stay out of the log.
            logger.LogError(
                exception, "Failed: {Method} {Endpoint}", context.Request.Method, context.GetEndpoint()?.DisplayName);
        }
        context.Response.Clear();
        if (problem.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString();
        }
        await Problem.Of(problem.Problem).ExecuteAsync(context);
    }

    private static ApiException Unavailable(string detail) => new(Problem.Body(503, detail), retryAfterSeconds: 1);

    private static string? DetailOf(HttpContext context) => context.Response.StatusCode switch
    {
        404 => $"Nothing answers at this address.",
        405 => $"{context.Request.Method} is not possible here; see the Allow header.",
        415 => $"Content-Type {context.Request.ContentType ?? "(none)"} is not understood here: a catalog as a whole is application/yaml, all else application/json.",
        _ => null,
    };
}
