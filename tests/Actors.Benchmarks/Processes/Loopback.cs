using System.Net;
using System.Net.Sockets;

namespace Actors.Benchmarks.Processes;

/// <summary>Addresses on this machine.</summary>
internal static class Loopback
{
    public static string FreeUrl()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
    }
}
