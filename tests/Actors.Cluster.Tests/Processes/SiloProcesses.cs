using System.Net;
using System.Net.Sockets;
using Actors.AzureStorage.Tests.Azurite;
using Actors.Server.Tests.Processes;

namespace Actors.Cluster.Tests.Processes;

/// <summary>Real silos, each a process of its own, over one container of the emulator and one database.</summary>
internal sealed class SiloProcesses : IAsyncDisposable
{
    private const string Program = "Actors.ClusterServer.dll";
    private readonly Lock _gate = new();
    private readonly List<ServerProcess> _started = [];
    private IReadOnlyList<ServerProcess> _running = [];

    private SiloProcesses(string store, string database) => (Store, Database) = (store, database);

    public string Store { get; }

    public string Database { get; }

    /// <summary>Those that listen and were not forgotten: what a load balancer sends to.</summary>
    public IReadOnlyList<ServerProcess> Running => _running;

    public static async Task<SiloProcesses> Begin() =>
        new(await AzuriteProcess.NewContainer() + "/shop", await PostgresProcess.NewDatabase());

    /// <summary>Starts so many silos at once and waits until all of them are ready.</summary>
    public static async Task<SiloProcesses> Start(int silos)
    {
        SiloProcesses cluster = await Begin();
        await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => cluster.Add()).ToArray());
        return cluster;
    }

    /// <summary>Starts one more and waits until it is ready.</summary>
    public async Task<ServerProcess> Add(params string[] options)
    {
        ServerProcess silo = Launch(options);
        await silo.Listens();
        await silo.Ready();
        lock (_gate)
        {
            _running = [.. _running, silo];
        }
        return silo;
    }

    /// <summary>Starts a process that may end at once, for what it says.</summary>
    public ServerProcess Launch(params string[] options)
    {
        string[] clustering = options.Contains("--clustering") ? [] : ["--clustering", $"postgres:{Database}"];
        ServerProcess silo = ServerProcess.Launch(
            Program,
            ["serve", "--open-loopback", "--urls", "http://127.0.0.1:0", "--silo", $"127.0.0.1:{FreePort()}", "--data", $"azure:{Store}", .. clustering, .. options]);
        lock (_gate)
        {
            _started.Add(silo);
        }
        return silo;
    }

    /// <summary>Nothing is sent to it any more.</summary>
    public void Forget(ServerProcess ended)
    {
        lock (_gate)
        {
            _running = [.. _running.Where(one => one != ended)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServerProcess silo in _started)
        {
            await silo.DisposeAsync();
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
