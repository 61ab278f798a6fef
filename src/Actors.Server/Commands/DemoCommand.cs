using System.CommandLine;
using Actors.Hosting.Commands;
using Actors.Hosting.Options;
using Actors.Hosting.Running;
using Actors.Server.Demo;
using Actors.Server.Hosting;
using Actors.Server.Options;
using Actors.Server.Replay;

namespace Actors.Server.Commands;

/// <summary><c>demo</c>: a lively simulated shop in accelerated time.</summary>
internal static class DemoCommand
{
    private static readonly Option<ulong> s_seed =
        CommandOption.WithDefault<ulong>("--seed", "Another seed, another shop", 1);

    private static readonly Option<int> s_customers =
        CommandOption.WithDefault("--customers", "Customers known when the demo goes live", 30_000);

    private static readonly Option<string> s_speed = Speed.Option("1d/s");

    public static Command Make()
    {
        const string what = "Watch a simulated shop in accelerated time. Data in a temporary folder, unless --data names one.";
        var command = new Command("demo", what) { s_seed, s_customers, s_speed };
        command.AddSettings(ServerSettings.All);
        command.SetWork(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult line, Shutdown shutdown)
    {
        ServerSettings settings = ServerSettings.Read(line) with { Time = "virtual" };
        double speed = Speed.Of(line, s_speed);
        var shop = new ShopOptions(line.GetValue(s_seed), Math.Clamp(line.GetValue(s_customers), 100, 1_000_000));
        // Invented people need no protection; a folder or token of the user's own does.
        bool named = ServerSettings.NamesData(line);
        string? temporary = named ? null : Directory.CreateTempSubdirectory("actors-demo-").FullName;
        try
        {
            settings = settings with
            {
                Data = temporary ?? settings.Data,
                OpenLoopback = settings.AdminToken is null,
                // A small shop on one machine: fewer, fuller blocks leave the cores to the browser beside it.
                Partitions = settings.Partitions ?? (named ? null : 2 * Environment.ProcessorCount),
            };
            return await Run(settings, shop, speed, shutdown);
        }
        finally
        {
            if (temporary is not null)
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    private static async Task<int> Run(ServerSettings settings, ShopOptions shop, double speed, Shutdown shutdown)
    {
        CatalogFile catalog = settings.Catalog is { } path ? CatalogFile.Load(path)
            : CatalogFile.Parse("demo.catalog.yaml", DemoCatalog.Text);
        await using EngineHost engine = await EngineHost.Open(settings, catalog);
        await using WebServer web = await WebServer.Start(settings, engine.Services);
        await engine.Ready().WaitAsync(shutdown.Token);
        Console.WriteLine($"A simulated shop at {web.Url}");
        Console.WriteLine("Its first nine months pass in a moment; then time runs on. Ctrl-C ends it.");
        var rejections = new Rejections("simulator");
        var pace = new Pace(speed, shop.LiveMs, TimeProvider.System);
        var pipeline = new CallPipeline(engine.Runtime.Ingress, pace, rejections.Add);
        try
        {
            await using var progress = new Progress(pipeline.Tally, () => null);
            await pipeline.Run(GoOn(shop, engine), shutdown.Token);
        }
        catch (OperationCanceledException) when (shutdown.Token.IsCancellationRequested)
        {
            // The only way a demo ends.
        }
        return ExitCodes.Done;
    }

    /// <summary>
    /// A folder that holds part of the shop's life already is told the rest; the last day again, which changes nothing.
    /// </summary>
    private static ShopCalls GoOn(ShopOptions shop, EngineHost engine)
    {
        long now = engine.Runtime.ShopClock.NowMs;
        return new(shop, now > shop.FromMs ? now - ShopOptions.DayMs : long.MinValue);
    }
}
