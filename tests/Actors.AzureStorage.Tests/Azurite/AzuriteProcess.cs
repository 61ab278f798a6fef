using System.Diagnostics;

namespace Actors.AzureStorage.Tests.Azurite;

/// <summary>
/// The emulator as a process of its own, on a free loopback port and in memory; one for all tests of an assembly, each
/// of which takes a container of its own.
/// </summary>
public static class AzuriteProcess
{
    public const string Account = "devstoreaccount1";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly Lazy<Task<Uri>> Started = new(() => Start());

    /// <summary>Why it cannot run here; null when it can.</summary>
    public static string? Missing { get; } =
        Script() is null ? "Azurite is not installed: npm --prefix tests/azurite ci"
        : !HasNode() ? "Node.js is not installed" : null;

    /// <summary>Its address, once it listens.</summary>
    public static Task<Uri> Address => Started.Value;

    /// <summary>The address of a container that nobody else uses.</summary>
    public static async Task<string> NewContainer() => $"{await Address}{Account}/t{Guid.NewGuid():N}";

    /// <summary>Starts another one, until this process ends, and gives its address.</summary>
    public static async Task<Uri> Start(params string[] options)
    {
        var script = Script() ?? throw new InvalidOperationException(Missing);
        var start = new ProcessStartInfo(
            "node",
            [script, "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", .. options])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Split("listens on ") is not [_, var address]) continue;
            // Nobody may let the pipe fill up: it logs every request.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return new Uri(address);
        }

        throw new InvalidOperationException("Azurite ended without listening.");
    }

    private static string? Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "tests/azurite/node_modules/azurite/dist/src/blob/main.js");
            if (File.Exists(script)) return script;
        }

        return null;
    }

    private static bool HasNode() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe")));
}
