using System.CommandLine;
using Actors.Server.Hosting;
using Actors.Server.Options;

namespace Actors.Server.Commands;

/// <summary><c>serve</c>: a real server.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        var command = new Command("serve", "Serve a shop: events in, live memberships out.");
        command.AddSettings();
        command.SetWork((line, shutdown) => Serve(ServerSettings.Read(line), shutdown));
        return command;
    }

    internal static void AddSettings(this Command command)
    {
        foreach (Setting setting in ServerSettings.All)
        {
            command.Options.Add(setting.Option);
        }
    }

    private static async Task<int> Serve(ServerSettings settings, Shutdown shutdown)
    {
        CatalogFile? catalog = settings.Catalog is { } path ? CatalogFile.Load(path) : null;
        await using EngineHost engine = await EngineHost.Open(settings, catalog);
        await using WebServer web = await WebServer.Start(settings, engine);
        web.Greet(settings);
        await engine.Ready().WaitAsync(shutdown.Token);
        Console.WriteLine("Ready.");
        await shutdown.Asked();
        Console.WriteLine("Stopping.");
        return ExitCodes.Done;
    }
}
