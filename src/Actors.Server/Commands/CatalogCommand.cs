using System.CommandLine;
using Actors.Segmentation.Catalogs;
using Actors.Server.Hosting;
using Actors.Server.Options;

namespace Actors.Server.Commands;

/// <summary><c>catalog check FILE</c>: definitions as code, for CI.</summary>
internal static class CatalogCommand
{
    private static readonly Argument<string> s_file = new("FILE") { Description = "A catalog (YAML)" };
    private static readonly Option<string?> s_against =
        new("--against") { Description = "Another catalog: tell what changes from it to FILE" };

    public static Command Make()
    {
        var check = new Command("check", "Check a catalog: all errors with their place, exit code 4 if there is any.")
            { s_file, s_against };
        check.SetWork((line, _) => Task.FromResult(Check(line.GetValue(s_file)!, line.GetValue(s_against))));
        return new Command("catalog", "Definitions as code.") { check };
    }

    private static int Check(string path, string? against)
    {
        CatalogFile file = CatalogFile.Load(path);
        foreach (string warning in file.Warnings)
        {
            Console.Error.WriteLine($"{warning} (warning)");
        }
        Console.WriteLine($"{path}: {file.Definition.Segments.Count} segments, {file.Definition.Segmentations.Count} segmentations, sound");
        if (against is not null)
        {
            CatalogFile other = CatalogFile.Load(against);
            foreach (CatalogEdit difference in CatalogDifference.Between(other.Definition, file.Definition))
            {
                Console.WriteLine(difference);
            }
        }
        return ExitCodes.Done;
    }
}
