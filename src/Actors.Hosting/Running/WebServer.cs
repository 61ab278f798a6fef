using Actors.Api;
using Actors.Api.Access;
using Actors.Api.Dashboards;
using Actors.Api.Live;
using Actors.Hosting.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Actors.Hosting.Running;

/// <summary>The API, the live hub and the dashboard over one engine.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Telemetry? _telemetry;

    private WebServer(WebApplication app, Telemetry? telemetry) => (_app, _telemetry) = (app, telemetry);

    /// <summary>The address to open in a browser.</summary>
    public string Url =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        .Replace("0.0.0.0", "localhost").Replace("[::]", "localhost");

    /// <summary>Tells where it is, and at a folder's first start the admin token, which is told only then.</summary>
    public void Greet(ServerSettings settings)
    {
        Console.WriteLine($"Actors at {Url}, data in {DataPlace.Name(settings.Data)}");
        if (settings.OpenLoopback)
        {
            Console.WriteLine("Open to this machine without keys (--open-loopback).");
        }
        else if (_app.Services.GetRequiredService<KeyRing>().FirstAdminToken is { } token)
        {
            Console.WriteLine($"Admin token, told only this once: {token}");
        }
    }

    /// <param name="accessFollow">How often keys and sessions of other processes are looked for; null: there are none.</param>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static async Task<WebServer> Start(ServerSettings settings, EngineServices engine, TimeSpan? accessFollow = null)
    {
        Telemetry.Prepare();
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            // Nothing is read from settings files of the host: watching the working folder for them would cost for nothing.
            new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.WebHost.UseUrls(
            settings.Urls.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning)
            .AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            // Nothing is encrypted with these keys: sessions are the folder's own.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // Starting, failing to and stopping are told by this program itself.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None).AddFilter("Microsoft.Hosting", LogLevel.None);
        builder.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        engine.AddTo(builder.Services);
        builder.Services.AddActorsApi(new ActorsApiOptions
        {
            WriteKey = settings.WriteKey,
            AdminToken = settings.AdminToken,
            OpenLoopback = settings.OpenLoopback,
            AccessFollow = accessFollow,
        });
        builder.Services.AddLive();
        WebApplication app = builder.Build();
        Telemetry.NameRequests(app);
        app.UseDashboard();
        app.MapActorsApi();
        app.MapLive();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return new(app, Telemetry.Start(engine.Health));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _telemetry?.Dispose();
    }
}
