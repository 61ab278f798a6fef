using System.CommandLine;
using Actors.Hosting.Commands;
using Actors.Hosting.Options;
using Actors.Hosting.Running;
using Actors.Server.Hosting;

namespace Actors.Server.Commands;

/// <summary><c>serve</c>: a real server.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        var command = new Command("serve", "Serve a shop: events in, live memberships out.");
        command.AddSettings(ServerSettings.All);
        command.SetWork((line, shutdown) => Serve(ServerSettings.Read(line), shutdown));
        return command;
    }

    private static async Task<int> Serve(ServerSettings settings, Shutdown shutdown)
    {
        CatalogFile? catalog = settings.Catalog is { } path ? CatalogFile.Load(path) : null;
        await using EngineHost engine = await EngineHost.Open(settings, catalog);
        await using WebServer web = await WebServer.Start(settings, engine.Services);
        web.Greet(settings);
        await engine.Ready().WaitAsync(shutdown.Token);
        Console.WriteLine("Ready.");
        await shutdown.Asked();
        Console.WriteLine("Stopping.");
        return ExitCodes.Done;
    }
}
