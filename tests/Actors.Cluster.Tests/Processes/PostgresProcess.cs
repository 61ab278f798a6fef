using System.Diagnostics;

namespace Actors.Cluster.Tests.Processes;

/// <summary>
/// PostgreSQL as a process of its own, on a socket in a temporary folder; one for all tests of this assembly, each of which takes a database
/// of its own.
/// </summary>
internal static class PostgresProcess
{
    private const string User = "actors";
    private static readonly Lazy<Task<string>> Started = new(() => Task.Run(Start));
    private static readonly string? Binaries = FindBinaries();

    /// <summary>Why it cannot run here; null when it can.</summary>
    public static string? Missing { get; } =
        Binaries is null ? "PostgreSQL is not installed: no initdb" : NeedsOther && !IsOnPath("setpriv") ? "PostgreSQL does not run as root, and setpriv is missing" : null;

    private static bool NeedsOther => Environment.UserName == "root";

    /// <summary>The connection string of a database that nobody else uses.</summary>
    public static async Task<string> NewDatabase()
    {
        string folder = await Started.Value;
        string name = $"t{Guid.NewGuid():N}";
        await Run("createdb", "-h", folder, "-U", User, name);
        return $"Host={folder};Username={User};Database={name};Maximum Pool Size=5";
    }

    private static async Task<string> Start()
    {
        // A socket's path is short: 107 bytes.
        string folder = Directory.CreateTempSubdirectory("actors-pg-").FullName;
        if (NeedsOther)
        {
            await Run("chown", "65534:65534", folder);
        }
        string data = Path.Combine(folder, "data");
        await Run("initdb", "-D", data, "-U", User, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
        Process server = Process.Start(StartOf("postgres",
            ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=100"]))!;
        Drain(server);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End(server, folder);
        while (!await Answers(folder))
        {
            server.HasExited.ShouldBeFalse("postgres ended");
        }
        return folder;
    }

    /// <summary>Each look is a process of its own, which takes its time.</summary>
    private static async Task<bool> Answers(string folder)
    {
        using Process look = Process.Start(StartOf("pg_isready", ["-h", folder, "-U", User, "-t", "1"]))!;
        Drain(look);
        await look.WaitForExitAsync();
        return look.ExitCode == 0;
    }

    private static async Task Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(StartOf(program, arguments))!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program}: {await output}{await errors}");
    }

    private static ProcessStartInfo StartOf(string program, string[] arguments)
    {
        string path = program == "chown" ? program : Path.Combine(Binaries!, program);
        bool isOther = NeedsOther && program != "chown";
        // Signals to a group of processes, as a terminal sends, are for the tests: the server goes last.
        string[] line = isOther ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", path, .. arguments] : [path, .. arguments];
        return new ProcessStartInfo(line[0], line[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
    }

    private static void Drain(Process process)
    {
        process.ErrorDataReceived += static (_, _) => { };
        process.OutputDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    private static void End(Process server, string folder)
    {
        // Its children go with their postmaster.
        server.Kill();
        server.WaitForExit();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A child was still writing: the system clears its temporary files.
        }
    }

    private static string? FindBinaries()
    {
        string[] packaged = Directory.Exists("/usr/lib/postgresql")
            ? [.. Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).OrderDescending(StringComparer.Ordinal)] : [];
        return packaged.Concat(OnPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private static string[] OnPath => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    private static bool IsOnPath(string program) => OnPath.Any(folder => File.Exists(Path.Combine(folder, program)));
}
