using System.Diagnostics;

namespace Actors.Server.Tests.Processes;

/// <summary>The real server as a process of its own, on a free loopback port.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly List<string> _said = [];
    private int _closed;

    private ServerProcess(Process process) => _process = process;

    public HttpClient Http { get; private set; } = new();

    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_said)
            {
                return [.. _said];
            }
        }
    }

    /// <summary>Starts <c>serve</c> and waits until it says that it is ready.</summary>
    public static async Task<ServerProcess> Serve(string data, params string[] options)
    {
        ServerProcess server = Start(["dotnet", Program, .. Arguments(data), .. options]);
        await server.Listens();
        await server.Ready();
        return server;
    }

    /// <summary>Starts <c>serve</c> with variables in its environment and waits until it is ready.</summary>
    public static async Task<ServerProcess> Serve(string data, (string Name, string Value)[] environment)
    {
        ServerProcess server = Start(["dotnet", Program, .. Arguments(data)], environment);
        await server.Listens();
        await server.Ready();
        return server;
    }

    /// <summary>Starts <c>serve</c> on a small disk and waits until it listens.</summary>
    public static async Task<ServerProcess> Serve(SmallDisk disk)
    {
        ServerProcess server = Start([.. disk.Prefix, "dotnet", Program, .. Arguments(disk.Data)]);
        await server.Listens();
        return server;
    }

    /// <summary>Starts another program that lies beside the tests.</summary>
    public static ServerProcess Launch(string program, params string[] arguments) =>
        Start(["dotnet", Path.Combine(AppContext.BaseDirectory, program), .. arguments]);

    public bool HasExited => _process.HasExited;

    /// <summary>Waits until it says that it is ready.</summary>
    public Task Ready() => Says("Ready.");

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output)> Run(params string[] arguments)
    {
        await using ServerProcess server = Start(["dotnet", Program, .. arguments]);
        using var patience = new CancellationTokenSource(Patience);
        await server._process.WaitForExitAsync(patience.Token);
        return (server._process.ExitCode, string.Join('\n', server.Said));
    }

    /// <summary>Waits until it ends by itself. Gives the exit code.</summary>
    public async Task<int> Exited()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>The end without warning: SIGKILL.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>The orderly end: SIGTERM. Gives the exit code.</summary>
    public async Task<int> Stop()
    {
        await Signal("-TERM");
        return await Exited();
    }

    /// <summary>Stops the process where it stands (SIGSTOP), as a machine does that is put to sleep.</summary>
    public Task Pause() => Signal("-STOP");

    /// <summary>Lets a paused process run on (SIGCONT).</summary>
    public Task Resume() => Signal("-CONT");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            await Kill();
        }
        _process.Dispose();
    }

    private async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Actors.Server.dll");

    private static string[] Arguments(string data) => ["serve", "--open-loopback", "--urls", "http://127.0.0.1:0", "--data", data];

    /// <summary>Waits until it says where it listens.</summary>
    public async Task Listens() => Http.BaseAddress = new Uri((await Says("Actors at ")).Split(' ')[2].TrimEnd(','));

    private static ServerProcess Start(string[] line, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }
        var server = new ServerProcess(new Process { StartInfo = start });
        server._process.OutputDataReceived += (_, line) => server.Hear(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Hear(line.Data);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    private void Hear(string? line)
    {
        lock (_said)
        {
            if (line is not null)
            {
                _said.Add(line);
            }
            else
            {
                _closed++;
            }
            Monitor.PulseAll(_said);
        }
    }

    /// <summary>Waits for a line that begins so, and gives it.</summary>
    public Task<string> Says(string beginning) => Task.Run(() =>
    {
        long deadline = Stopwatch.GetTimestamp() + (long)(Patience.TotalSeconds * Stopwatch.Frequency);
        lock (_said)
        {
            while (true)
            {
                if (_said.Find(line => line.StartsWith(beginning, StringComparison.Ordinal)) is { } line)
                {
                    return line;
                }
                // What it said last may arrive after its end: both streams are read out first.
                if (_closed == 2 || Stopwatch.GetTimestamp() > deadline)
                {
                    throw new InvalidOperationException($"The server never said '{beginning}', but:\n{string.Join('\n', _said)}");
                }
                Monitor.Wait(_said, TimeSpan.FromMilliseconds(200));
            }
        }
    });
}
