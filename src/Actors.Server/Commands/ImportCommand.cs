using System.CommandLine;
using Actors.Hosting.Commands;
using Actors.Hosting.Options;
using Actors.Hosting.Running;
using Actors.Server.Hosting;
using Actors.Server.Import;
using Actors.Server.Import.Csv;
using Actors.Server.Import.Expressions;
using Actors.Server.Replay;

namespace Actors.Server.Commands;

/// <summary><c>import FILE</c>: history into the data folder of a stopped server, or into a running one.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> s_file = new("FILE") { Description = "The file, plain or .gz" };

    private static readonly Option<string> s_format =
        CommandOption.WithDefault("--format", "ndjson (tracking calls) or csv", "ndjson");

    private static readonly Option<string?> s_map =
        CommandOption.Optional<string>("--map", "How rows become calls (YAML); csv only");

    private static readonly Option<string?> s_to = CommandOption.Optional<string>(
        "--to", "Address of a running server, with --write-key; else into the data folder");

    private static readonly Option<string?> s_out = CommandOption.Optional<string>(
        "--out", "Only write the calls to a file (NDJSON), to look at or to replay; - for the standard output");

    static ImportCommand() => s_format.AcceptOnlyFromAmong("ndjson", "csv");

    public static Command Make()
    {
        var command = new Command("import", "Import history from a file.") { s_file, s_format, s_map, s_to, s_out };
        command.AddSettings(ServerSettings.All);
        command.SetWork(Run, fault => fault switch
        {
            MappingException => ExitCodes.Invalid,
            CsvFormatException => ExitCodes.Failed,
            _ => null,
        });
        return command;
    }

    private static async Task<int> Run(ParseResult line, Shutdown shutdown)
    {
        ServerSettings settings = ServerSettings.Read(line);
        string path = line.GetValue(s_file)!;
        var rejections = new Rejections(path);
        ICallSource source = Open(line, path, rejections);
        using var close = source as IDisposable;
        if (line.GetValue(s_out) is { } output)
        {
            WriteOut(source, output, shutdown.Token);
        }
        else if (line.GetValue(s_to) is { } address)
        {
            await IntoServer(address, settings.WriteKey, source, rejections, shutdown.Token);
        }
        else
        {
            await IntoFolder(settings, source, rejections, shutdown.Token);
        }
        TellRows(source);
        return rejections.Count > 0 ? ExitCodes.SomeRejected : ExitCodes.Done;
    }

    private static ICallSource Open(ParseResult line, string path, Rejections rejections)
    {
        if (line.GetValue(s_format) == "ndjson")
        {
            return line.GetValue(s_map) is null ? new NdjsonFile(path)
                : throw new SettingException("--map: only for --format csv");
        }
        string map = line.GetValue(s_map) ?? throw new SettingException("--format csv needs --map MAP.yaml");
        try
        {
            return new CsvCalls(path, File.ReadAllText(map), rejections.Add);
        }
        catch (Import.Expressions.MappingException fault)
        {
            throw new InvalidDefinitionsException([$"{map}:{fault.Message}"]);
        }
    }

    private static async Task IntoServer(
        string address, string? writeKey, ICallSource source, Rejections rejections, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? server) || server.Scheme is not ("http" or "https"))
        {
            throw new SettingException($"--to: \"{address}\": expected an address such as http://127.0.0.1:8080");
        }
        var upload = new HttpUpload(server, writeKey, rejections.Add);
        await using (new Progress(upload.Tally, () => source.Progress))
        {
            await upload.Run(source, cancellation);
        }
        ReplayTally tally = upload.Tally;
        Console.WriteLine($"{tally.Lines} calls sent: {tally.Accepted} taken, {tally.Rejected} rejected");
    }

    private static async Task IntoFolder(ServerSettings settings, ICallSource source, Rejections rejections,
        CancellationToken cancellation)
    {
        CatalogFile? catalog = settings.Catalog is { } name ? CatalogFile.Load(name) : null;
        await using EngineHost engine = await EngineHost.Open(settings, catalog);
        await engine.Ready().WaitAsync(cancellation);
        var pipeline = new CallPipeline(engine.Runtime.Ingress,
            new Pace(double.PositiveInfinity, long.MinValue, TimeProvider.System), rejections.Add);
        await PipelineRun.Run(pipeline, source, engine, cancellation);
    }

    private static void WriteOut(ICallSource source, string output, CancellationToken cancellation)
    {
        using Stream file = output == "-" ? Console.OpenStandardOutput() : File.Create(output);
        while (source.Read() is { } block)
        {
            cancellation.ThrowIfCancellationRequested();
            file.Write(block.Bytes.Span);
        }
    }

    private static void TellRows(ICallSource source)
    {
        if (source is CsvCalls { Tally: var tally })
        {
            string skipped = string.Concat(tally.Skipped.Select(reason => $", {reason.Value} skipped ({reason.Key})"));
            Console.Error.WriteLine(
                $"{tally.Rows} rows made {tally.Calls} calls{skipped}, {tally.RowsRejected} rejected");
        }
    }
}
