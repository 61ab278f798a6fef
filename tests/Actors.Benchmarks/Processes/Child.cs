using System.Diagnostics;
using System.Text.Json;

namespace Actors.Benchmarks.Processes;

/// <summary>A process of this program or of the server, ended with its owner.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;

    private Child(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    /// <summary>This program again, in another role.</summary>
    public static Child Self(params IEnumerable<string> arguments) => Start(typeof(Child).Assembly.Location, arguments);

    /// <summary>The real server, as it is built beside this program.</summary>
    public static Child Server(params IEnumerable<string> arguments) =>
        Start(Path.Combine(AppContext.BaseDirectory, "Actors.Server.dll"), arguments);

    /// <summary>Reads the next line the process writes that begins with <c>{</c>; what else it says is shown.</summary>
    public async Task<T> Answer<T>()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
            {
                return JsonSerializer.Deserialize<T>(line)!;
            }
            await Console.Error.WriteLineAsync(line);
        }
        throw new InvalidOperationException($"The process ended without an answer (exit code {_process.ExitCode}).");
    }

    /// <summary>Throws away what the process writes, so that it never waits for a reader.</summary>
    public void Ignore()
    {
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
    }

    /// <summary>At once, as a crash would.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static Child Start(string assembly, IEnumerable<string> arguments) => new(Process.Start(
        new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        })!);
}
