using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Server.Tests.Telemetry;

/// <summary>An OTLP receiver over HTTP: what monitoring systems are, as far as a sender can tell.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ConcurrentQueue<Export> _exports = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public IReadOnlyCollection<Export> Exports => _exports;

    /// <summary>Starts one.</summary>
    /// <param name="port">0: a free one.</param>
    public static async Task<Collector> Start(int port = 0)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        var collector = new Collector(app);
        app.MapPost("/v1/{signal}", collector.Take);
        await app.StartAsync();
        return collector;
    }

    /// <summary>Waits until what has arrived satisfies a condition.</summary>
    public async Task Until(Func<IReadOnlyCollection<Export>, bool> condition)
    {
        while (!condition(_exports))
        {
            (await _arrived.WaitAsync(Patience)).ShouldBeTrue($"only {_exports.Count} exports came, and not the one awaited");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task Take(HttpContext context, string signal)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _exports.Enqueue(new Export(signal, context.Request.ContentType, body.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
        _arrived.Release();
    }

    /// <summary>One request.</summary>
    /// <param name="Signal"><c>metrics</c> or <c>traces</c>.</param>
    internal sealed record Export(string Signal, string? ContentType, byte[] Body);
}
