namespace Actors.Server.Tests.OnlineRetail;

/// <summary>The public "Online Retail" file, where this machine has it.</summary>
internal static class RetailFile
{
    /// <summary>Null: not here, tests that need it are skipped.</summary>
    public static string? Path { get; } = Find();

    public static string Mapping { get; } =
        File.ReadAllText(System.IO.Path.Combine(Root(), "docs", "examples", "online-retail.map.yaml"));

    /// <summary>All of the file instead of the slice: a minute, for those who ask for it.</summary>
    public static bool Whole { get; } = Environment.GetEnvironmentVariable("ACTORS_TEST_WHOLE") == "1";

    private static string? Find()
    {
        string folder = Environment.GetEnvironmentVariable("ACTORS_TEST_DATA")
            ?? System.IO.Path.Combine(Root(), "..", "shared", "data");
        string path = System.IO.Path.Combine(folder, "onlineretail", "online_retail.csv.gz");
        return File.Exists(path) ? path : null;
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Actors.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("Actors.sln is in no folder above the tests.");
    }
}

/// <summary>A fact that needs the file: without it, it is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RetailFactAttribute : FactAttribute
{
    public RetailFactAttribute()
    {
        if (RetailFile.Path is null)
        {
            Skip = "The Online Retail file is not on this machine (ACTORS_TEST_DATA).";
        }
    }
}
