using System.CommandLine;
using Actors.Hosting.Commands;
using Actors.Hosting.Options;
using Actors.Hosting.Running;
using Actors.Segmentation.Catalogs;

namespace Actors.Server.Commands;

/// <summary><c>catalog check | export | apply</c>: definitions as code, for CI.</summary>
internal static class CatalogCommand
{
    private static readonly Argument<string> s_file = new("FILE") { Description = "A catalog (YAML)" };
    private static readonly Option<string?> s_against =
        new("--against") { Description = "Another catalog: tell what changes from it to FILE" };
    private static readonly Option<string> s_server =
        CommandOption.WithDefault("--server", "Address of a running server, with --admin-token", "http://127.0.0.1:8080");
    private static readonly Option<string?> s_askServer =
        CommandOption.Optional<string>("--server", "A running server: also tell of events and traits that it has never seen (with --admin-token)");
    private static readonly Option<string?> s_expect = CommandOption.Optional<string>(
        "--expect", "Only if the server's catalog still is this version, as export told it");
    private static readonly Option<bool> s_dryRun = CommandOption.WithDefault("--dry-run", "Only tell what would change", false);

    public static Command Make()
    {
        var check = new Command("check", "Check a catalog: all errors with their place, exit code 4 if there is any.")
            { s_file, s_against, s_askServer };
        check.AddSettings(ServerSettings.All);
        check.SetWork(Check);
        var export = new Command("export", "Write a running server's catalog to the standard output, its version to the standard error.")
            { s_server };
        export.AddSettings(ServerSettings.All);
        export.SetWork(Export);
        var apply = new Command("apply", "Check a catalog, tell what it changes, and make it the running server's.")
            { s_file, s_server, s_expect, s_dryRun };
        apply.AddSettings(ServerSettings.All);
        apply.SetWork(Apply);
        return new Command("catalog", "Definitions as code.") { check, export, apply };
    }

    private static async Task<int> Check(ParseResult line, Shutdown shutdown)
    {
        string path = line.GetValue(s_file)!;
        CatalogFile file = CatalogFile.Load(path);
        Warn(line.GetValue(s_askServer) is { } address ? await Ask(address, line, path, shutdown) : file.Warnings);
        Console.WriteLine($"{path}: {file.Definition.Segments.Count} segments, {file.Definition.Segmentations.Count} segmentations, sound");
        if (line.GetValue(s_against) is { } against)
        {
            Tell(CatalogFile.Load(against).Definition, file.Definition);
        }
        return ExitCodes.Done;
    }

    private static async Task<IReadOnlyList<string>> Ask(string address, ParseResult line, string path, Shutdown shutdown)
    {
        using var server = new CatalogServer(address, ServerSettings.Read(line).AdminToken);
        return await server.Check(path, await File.ReadAllTextAsync(path, shutdown.Token), shutdown.Token);
    }

    private static void Warn(IReadOnlyList<string> warnings)
    {
        foreach (string warning in warnings)
        {
            Console.Error.WriteLine($"{warning} (warning)");
        }
    }

    private static async Task<int> Export(ParseResult line, Shutdown shutdown)
    {
        using var server = new CatalogServer(line.GetValue(s_server)!, ServerSettings.Read(line).AdminToken);
        (string text, string version) = await server.Get(shutdown.Token);
        Console.Write(text);
        Console.Error.WriteLine($"version {version}");
        return ExitCodes.Done;
    }

    private static async Task<int> Apply(ParseResult line, Shutdown shutdown)
    {
        string path = line.GetValue(s_file)!;
        string text = await File.ReadAllTextAsync(path, shutdown.Token);
        CatalogFile file = CatalogFile.Parse(path, text);
        using var server = new CatalogServer(line.GetValue(s_server)!, ServerSettings.Read(line).AdminToken);
        (string before, string version) = await server.Get(shutdown.Token);
        Tell(CatalogFile.Parse("the server's catalog", before).Definition, file.Definition);
        if (line.GetValue(s_dryRun))
        {
            return ExitCodes.Done;
        }
        // What is told above is what is changed: somebody else's edit meanwhile is not overwritten.
        (string now, IReadOnlyList<string> warnings) = await server.Put(path, text, line.GetValue(s_expect) ?? version, shutdown.Token);
        Warn(warnings);
        Console.WriteLine($"version {now} is live");
        return ExitCodes.Done;
    }

    private static void Tell(CatalogDefinition before, CatalogDefinition after)
    {
        foreach (CatalogEdit difference in CatalogDifference.Between(before, after))
        {
            Console.WriteLine(difference);
        }
    }
}
