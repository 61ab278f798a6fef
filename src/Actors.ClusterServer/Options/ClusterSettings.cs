using System.CommandLine;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Actors.Cluster.Hosting;
using Actors.ClusterServer.Clustering;
using Actors.Hosting.Options;

namespace Actors.ClusterServer.Options;

/// <summary>How a silo is to run.</summary>
/// <param name="Server">What a single server is told, too.</param>
/// <param name="Store">Address of the container that all silos share.</param>
/// <param name="Clustering">How silos find each other.</param>
/// <param name="ClusteringAddress">Where: what <paramref name="Clustering"/> understands.</param>
/// <param name="Silo">Where other silos reach this one.</param>
internal sealed record ClusterSettings(
    ServerSettings Server, string Store, ISiloClustering Clustering, string ClusteringAddress, IPEndPoint Silo)
{
    public const int SiloPort = 11111;

    private static readonly Setting s_clustering = new(
        "clustering", "How silos find each other: postgres: and a connection string; or azure: and a storage account's table address");
    private static readonly Setting s_silo = new(
        "silo", $"Where other silos reach this one, ADDRESS:PORT: this machine's own address, port {SiloPort}");

    /// <summary>All but the kind of time, which is real in a cluster, and what is kept in memory, which is as much as was asked for lately.</summary>
    public static IReadOnlyList<Setting> All { get; } =
        [.. ServerSettings.All.Where(setting => setting.Key is not ("time" or "residentMb")), s_clustering, s_silo];

    /// <summary>Reads all settings.</summary>
    /// <exception cref="SettingException">One has a value it cannot have.</exception>
    public static ClusterSettings Read(ParseResult line)
    {
        IConfiguration file = ConfigurationFile.Read();
        ServerSettings server = ServerSettings.Read(line);
        if (server.Time == "virtual")
        {
            throw Of("time").Wrong("virtual", "virtual time is for a single server; the time of a cluster is real");
        }
        string store = DataPlace.AzureAddress(server.Data) ?? throw Of("data").Wrong(
            server.Data, "silos share a storage account: azure:https://ACCOUNT.blob.core.windows.net/CONTAINER is expected");
        string clustering = s_clustering.Text(line, file) ?? "";
        (string scheme, string address) = clustering.Split(':', 2) is [var before, var after] ? (before, after) : (clustering, "");
        ISiloClustering found = Clusterings.Find(scheme, out string? reason)
            // What follows the scheme may hold a password.
            ?? throw s_clustering.Wrong(scheme.Length == clustering.Length ? clustering : scheme + ":…", reason!);
        if (found.Refusal(address) is { } refusal)
        {
            throw s_clustering.Wrong(scheme + ":…", refusal);
        }
        return new ClusterSettings(server, store, found, address, EndPoint(s_silo.Text(line, file)));
    }

    private static Setting Of(string key) => ServerSettings.All.Single(setting => setting.Key == key);

    private static IPEndPoint EndPoint(string? text)
    {
        if (text is null)
        {
            return new IPEndPoint(OwnAddress(), SiloPort);
        }
        return IPEndPoint.TryParse(text, out IPEndPoint? parsed) && !parsed.Address.Equals(IPAddress.Any) && !parsed.Address.Equals(IPAddress.IPv6Any)
            ? new IPEndPoint(parsed.Address, parsed.Port == 0 ? SiloPort : parsed.Port)
            : throw s_silo.Wrong(text, "an IP address of this machine that other silos reach is expected, with a port: 10.0.0.5:11111");
    }

    private static IPAddress OwnAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? IPAddress.Loopback;
}
