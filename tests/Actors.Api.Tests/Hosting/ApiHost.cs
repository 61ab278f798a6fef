using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Api.Live;
using Actors.Embedded.Runtime;
using Actors.EventLog;
using Actors.EventLog.Memory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Actors.Api.Tests.Hosting;

/// <summary>The whole server but its command line: the embedded runtime over a store in memory, behind a real Kestrel on a free port.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string WriteKey = "wk-test";
    public const string AdminToken = "at-test";
    private readonly WebApplication _app;

    private ApiHost(WebApplication app, EmbeddedRuntime runtime, MemoryEventStore store, LogLines log)
    {
        (_app, Runtime, Store, Log) = (app, runtime, store, log);
        Client = NewClient();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken);
    }

    public EmbeddedRuntime Runtime { get; }

    public MemoryEventStore Store { get; }

    public LogLines Log { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Signed in as admin.</summary>
    public HttpClient Client { get; }

    public static async Task<ApiHost> Start(
        ActorsApiOptions? options = null, bool virtualTime = false, MemoryEventStore? store = null, EmbeddedOptions? embedded = null,
        TimeProvider? time = null)
    {
        store ??= new MemoryEventStore(new FolderCreation(4, virtualTime ? "virtual" : "real"));
        var runtime = await EmbeddedRuntime.Start(store, embedded ?? new EmbeddedOptions { Lanes = 1 }, time);
        await runtime.Started;
        var log = new LogLines();
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services
            .AddSingleton(store.Documents).AddSingleton(runtime.Ingress).AddSingleton(runtime.Catalogs).AddSingleton(runtime.Customers)
            .AddSingleton(runtime.Segments).AddSingleton(runtime.Previews).AddSingleton(runtime.ShopClock).AddSingleton(runtime.Changes).AddSingleton(runtime.Health)
            .AddActorsApi(options ?? new ActorsApiOptions { WriteKey = WriteKey, AdminToken = AdminToken })
            .AddLive();
        WebApplication app = builder.Build();
        app.MapActorsApi().MapLive();
        app.MapGet("/boom", string () => throw new InvalidOperationException("secret detail")).ExcludeFromDescription();
        await app.StartAsync();
        return new ApiHost(app, runtime, store, log);
    }

    public HttpClient NewClient() => new(new HttpClientHandler { UseCookies = false }) { BaseAddress = Address };

    /// <summary>Posts with the write key as Basic user, as tracking libraries do.</summary>
    public Task<HttpResponseMessage> Track(string call, string json, string contentType = "application/json") =>
        Send(HttpMethod.Post, "/v1/" + call, new StringContent(json, Encoding.UTF8, contentType), WriteKey);

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content, string? basicUser)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (basicUser is not null)
        {
            string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(basicUser + ":"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
        }
        return await Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> Put(string path, string body, string? ifMatch = null, string contentType = "application/json") =>
        Send(HttpMethod.Put, path, body, contentType, ifMatch);

    public async Task<HttpResponseMessage> Send(
        HttpMethod method, string path, string body, string contentType = "application/json", string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }
        return await Client.SendAsync(request);
    }

    /// <summary>Reads, and waits as asked where the server says that it is not that far yet (reads wait for 250 ms at most).</summary>
    public async Task<JsonNode> Get(string path)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        HttpResponseMessage answer = await Client.GetAsync(path);
        for (int tries = 0; answer.StatusCode == HttpStatusCode.ServiceUnavailable && tries < 100; tries++)
        {
            await pause.WaitForNextTickAsync();
            answer = await Client.GetAsync(path);
        }
        return await Task.FromResult(answer).Json();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Runtime.DisposeAsync();
    }
}
