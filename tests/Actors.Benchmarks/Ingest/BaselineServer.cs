using Actors.Api.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace Actors.Benchmarks.Ingest;

/// <summary>
/// Reads the same requests, parses them with the same parser, drops them and says yes: what HTTP and parsing cost.
/// </summary>
internal static class BaselineServer
{
    private static readonly byte[] s_success = "{\"success\": true}"u8.ToArray();

    public static async Task Run(string url)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        await using WebApplication app = builder.Build();
        ObjectPool<BatchParser> parsers = ObjectPool.Create<BatchParser>();
        app.MapPost("/v1/batch", (Delegate)((HttpContext context) => Handle(context, parsers)));
        app.MapGet("/health/ready", () => "ready");
        await app.RunAsync();
    }

    private static async Task Handle(HttpContext context, ObjectPool<BatchParser> parsers)
    {
        BatchParser parser = parsers.Get();
        using (RequestBody body = await RequestBody.Read(context, TrackingLimits.BatchBytesMax))
        {
            parser.Read(body.Bytes, CallKind.Batch, TrackingLimits.LatestMs);
        }
        if (parser.Items.Rejections.Count > 0)
        {
            throw new InvalidOperationException("The load sends what the parser rejects.");
        }
        parsers.Return(parser);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = s_success.Length;
        await context.Response.Body.WriteAsync(s_success);
    }
}
