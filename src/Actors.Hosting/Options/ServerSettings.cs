using System.CommandLine;
using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Options;

/// <summary>How a server is to run.</summary>
/// <param name="Time"><c>real</c> or <c>virtual</c>; null: as the folder was created, real for a new one.</param>
/// <param name="CommitMs">Least milliseconds between two commits of a log to a storage account.</param>
/// <param name="ResidentBytes">Customers' states kept in memory; the others lie on disk.</param>
/// <param name="Partitions">Null: as the folder was created, by the cores for a new one.</param>
internal sealed record ServerSettings(
    string Urls, string Data, string? Catalog, string? Time, int? Partitions, string? WriteKey, string? AdminToken,
        bool OpenLoopback, int CommitMs, long ResidentBytes)
{
    private const int CommitMsMax = 1_000;
    private const int ResidentMbMax = 1 << 20;
    private const int BytesPerMbBits = 20;

    // The rest is for what is known of every customer, for the log's newest blocks and for requests.
    private const int ResidentPart = 3;

    private static readonly Setting s_urls = new("urls", "Where to listen: http://127.0.0.1:8080");
    private static readonly Setting s_data = new("data", "The data folder: ./data; or azure: and a container's address");
    private static readonly Setting s_catalog = new("catalog", "Definitions (YAML) to make current at the start");
    private static readonly Setting s_time =
        new("time", "real, or virtual: the data's own time. Fixed when the folder is created");
    private static readonly Setting s_partitions =
        new("partitions", "Number of partitions, 1 to 4096. Fixed when the folder is created: four for each core, 8 to 64");
    private static readonly Setting s_writeKey = new("write-key", "A write key, beside those made at /api/keys");
    private static readonly Setting s_adminToken =
        new("admin-token", "The admin token; without one, the first start makes and prints one");
    private static readonly Setting s_openLoopback =
        new("open-loopback", "Ask for no keys and tokens, and serve this machine only", isSwitch: true);

    private static readonly Setting s_commit = new(
        "commit-ms", $"Least milliseconds between two commits of a log to a storage account, 0 to {CommitMsMax}: 0. Fewer requests to pay, later answers");

    private static readonly Setting s_resident = new(
        "resident-mb", "Megabytes of customers' states kept in memory, the others on disk: a third of the memory there is");

    public static IReadOnlyList<Setting> All { get; } =
        [s_urls, s_data, s_catalog, s_time, s_partitions, s_writeKey, s_adminToken, s_openLoopback, s_commit, s_resident];

    /// <summary>Reads all settings.</summary>
    /// <exception cref="SettingException">One has a value it cannot have.</exception>
    public static ServerSettings Read(ParseResult line)
    {
        IConfiguration file = ConfigurationFile.Read();
        string? time = s_time.Text(line, file);
        if (time is not (null or "real" or "virtual"))
        {
            throw s_time.Wrong(time, "real or virtual is expected");
        }
        double? partitions = s_partitions.Number(line, file);
        if (partitions is { } n && (n != Math.Floor(n) || n is < 1 or > EventLog.FolderCreation.PartitionsMax))
        {
            throw s_partitions.Wrong($"{n}",
                $"a whole number from 1 to {EventLog.FolderCreation.PartitionsMax} is expected");
        }
        double commit = s_commit.Number(line, file) ?? 0;
        if (!(commit is >= 0 and <= CommitMsMax))
        {
            throw s_commit.Wrong($"{commit}", $"milliseconds from 0 to {CommitMsMax} are expected");
        }
        double? resident = s_resident.Number(line, file);
        if (resident is { } mb && (mb != Math.Floor(mb) || mb is < 1 or > ResidentMbMax))
        {
            throw s_resident.Wrong($"{mb}", $"a whole number from 1 to {ResidentMbMax} is expected");
        }
        return new(
            s_urls.Text(line, file) ?? "http://127.0.0.1:8080",
            s_data.Text(line, file) ?? "./data",
            s_catalog.Text(line, file),
            time,
            (int?)partitions,
            s_writeKey.Text(line, file),
            s_adminToken.Text(line, file),
            s_openLoopback.Flag(line, file),
            (int)commit,
            resident is { } given ? (long)given << BytesPerMbBits : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ResidentPart);
    }

    /// <summary>Whether the command line, the environment or the file names a data folder.</summary>
    public static bool NamesData(ParseResult line) => s_data.Text(line, ConfigurationFile.Read()) is not null;
}
