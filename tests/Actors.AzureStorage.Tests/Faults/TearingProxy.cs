using System.Net;
using System.Net.Sockets;

namespace Actors.AzureStorage.Tests.Faults;

/// <summary>Stands between a store and the service, byte by byte, and tears connections when told to.</summary>
internal sealed class TearingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Uri _service;
    private readonly Task _accepting;
    private int _requestBytes = int.MaxValue;
    private int _answers;
    private int _every = int.MaxValue;
    private int _passed;

    public TearingProxy(Uri service)
    {
        _service = service;
        _listener.Start();
        _accepting = Accept();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Connections torn so far.</summary>
    public int Torn { get; private set; }

    /// <summary>The next request is cut off after so many bytes.</summary>
    public void TearRequest(int afterBytes) => Volatile.Write(ref _requestBytes, afterBytes);

    /// <summary>The next answers do not arrive.</summary>
    public void TearAnswers(int count) => Volatile.Write(ref _answers, count);

    /// <summary>From now on every so many pieces of what goes either way the connection is torn within one.</summary>
    public void TearEvery(int pieces) => Volatile.Write(ref _every, pieces);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task Accept()
    {
        while (true) _ = Carry(await _listener.AcceptTcpClientAsync(_ending.Token));
    }

    private async Task Carry(TcpClient client)
    {
        using var service = new TcpClient();
        using (client)
        {
            await service.ConnectAsync(_service.Host, _service.Port, _ending.Token);
            await Task.WhenAny(
                Copy(client.GetStream(), service.GetStream(), PassRequest),
                Copy(service.GetStream(), client.GetStream(), PassAnswer));
        }
    }

    // How many of the bytes go through; fewer than all tear the connection.
    private int PassRequest(int bytes)
    {
        var left = Volatile.Read(ref _requestBytes);
        if (left == int.MaxValue) return bytes;
        if (bytes <= left)
        {
            Volatile.Write(ref _requestBytes, left - bytes);
            return bytes;
        }

        Volatile.Write(ref _requestBytes, int.MaxValue);
        return left;
    }

    private int PassAnswer(int bytes) => Interlocked.Decrement(ref _answers) >= 0 ? 0 : bytes;

    private async Task Copy(NetworkStream from, NetworkStream to, Func<int, int> pass)
    {
        var buffer = new byte[64 << 10];
        while (await from.ReadAsync(buffer, _ending.Token) is var read and > 0)
        {
            var isTurn = Interlocked.Increment(ref _passed) % Volatile.Read(ref _every) == 0;
            var through = isTurn ? read / 2 : pass(read);
            await to.WriteAsync(buffer.AsMemory(0, through), _ending.Token);
            if (through == read) continue;
            Torn++;
            return;
        }
    }
}
