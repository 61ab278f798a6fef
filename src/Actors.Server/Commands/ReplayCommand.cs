using System.CommandLine;
using Actors.Hosting.Commands;
using Actors.Hosting.Options;
using Actors.Hosting.Running;
using Actors.Server.Hosting;
using Actors.Server.Options;
using Actors.Server.Replay;

namespace Actors.Server.Commands;

/// <summary><c>replay FILE</c>: past calls in virtual time, as fast as the machine goes or at a chosen speed.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string> s_file =
        new("FILE") { Description = "NDJSON of tracking calls, plain or .gz; - for the standard input" };
    private static readonly Option<string> s_speed = Speed.Option("max");

    private static readonly Option<bool> s_noServe =
        CommandOption.WithDefault("--no-serve", "No HTTP, no dashboard meanwhile", false);

    private static readonly Option<bool> s_stay =
        CommandOption.WithDefault("--stay", "Go on serving after the end, until Ctrl-C", false);

    public static Command Make()
    {
        const string what = "Replay a file of tracking calls in virtual time.";
        var command = new Command("replay", what) { s_file, s_speed, s_noServe, s_stay };
        command.AddSettings(ServerSettings.All);
        command.SetWork(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult line, Shutdown shutdown)
    {
        ServerSettings settings = ServerSettings.Read(line);
        if (settings.Time == "real")
        {
            throw new SettingException(
                "--time real: a replay runs in virtual time; to bring history into a server of real time use import");
        }
        settings = settings with { Time = "virtual" };
        double speed = Speed.Of(line, s_speed);
        string path = line.GetValue(s_file)!;
        using var file = new NdjsonFile(path);
        CatalogFile? catalog = settings.Catalog is { } name ? CatalogFile.Load(name) : null;
        await using EngineHost engine = await EngineHost.Open(settings, catalog);
        await using WebServer? web = line.GetValue(s_noServe) ? null : await WebServer.Start(settings, engine.Services);
        web?.Greet(settings);
        await engine.Ready().WaitAsync(shutdown.Token);
        var rejections = new Rejections(path);
        var pace = new Pace(speed, long.MinValue, TimeProvider.System);
        var pipeline = new CallPipeline(engine.Runtime.Ingress, pace, rejections.Add);
        await PipelineRun.Run(pipeline, file, engine, shutdown.Token);
        if (web is not null && line.GetValue(s_stay))
        {
            await shutdown.Asked();
        }
        return rejections.Count > 0 ? ExitCodes.SomeRejected : ExitCodes.Done;
    }
}
