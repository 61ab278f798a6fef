using System.CommandLine;
using Actors.ClusterServer.Options;
using Actors.ClusterServer.Running;
using Actors.Hosting.Commands;
using Actors.Hosting.Options;
using Actors.Hosting.Running;
using Npgsql;

namespace Actors.ClusterServer.Commands;

/// <summary><c>serve</c>: one silo of a shop's cluster, with the whole HTTP interface.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        var command = new Command("serve", "Serve a shop as one silo of a cluster: events in, live memberships out.");
        command.AddSettings(ClusterSettings.All);
        command.SetWork((line, shutdown) => Serve(ClusterSettings.Read(line), shutdown), CodeOf);
        return command;
    }

    private static int? CodeOf(Exception fault) => fault is NpgsqlException ? ExitCodes.Network : null;

    private static async Task<int> Serve(ClusterSettings settings, Shutdown shutdown)
    {
        CatalogFile? catalog = settings.Server.Catalog is { } path ? CatalogFile.Load(path) : null;
        await using SiloHost silo = await SiloHost.Start(settings, shutdown.Token);
        await using WebServer web = await WebServer.Start(settings.Server, silo.Services, accessFollow: TimeSpan.FromSeconds(1));
        web.Greet(settings.Server);
        Console.WriteLine($"A silo of cluster {silo.Cluster}, for others at {settings.Silo}.");
        await silo.Ready(catalog, shutdown.Token);
        Console.WriteLine("Ready.");
        await shutdown.Asked();
        Console.WriteLine("Stopping.");
        return ExitCodes.Done;
    }
}
