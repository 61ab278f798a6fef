using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Actors.EventLog.Sqlite;
using Actors.EventLog.Tests.Processes;

namespace Actors.EventLog.Tests.Sqlite;

public sealed partial class KilledProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(20)]
    [InlineData(700)]
    [InlineData(3000)]
    public async Task What_a_killed_process_had_acknowledged_is_there(int acknowledgements)
    {
        var acknowledged = new Dictionary<string, long>(StringComparer.Ordinal);
        using (var appender = Start())
        {
            for (var i = 0; i < acknowledgements; i++)
                Note(acknowledged, await appender.StandardOutput.ReadLineAsync());
            Should.Throw<FolderInUseException>(() => SqliteEventStore.Open(_folder.Path));
            appender.Kill(); // SIGKILL
            while (await appender.StandardOutput.ReadLineAsync() is { } line) Note(acknowledged, line);
            await appender.WaitForExitAsync();
        }

        await using var store = SqliteEventStore.Open(_folder.Path);
        for (var n = 0; n < Appender.Partitions; n++)
        {
            await Check(store.Input(n), acknowledged.GetValueOrDefault($"input {n}"));
            await Check(store.Outbox(n), acknowledged.GetValueOrDefault($"outbox {n}"));
        }
    }

    private static async Task Check(ILog log, long acknowledged)
    {
        log.Tail.ShouldBeGreaterThanOrEqualTo(acknowledged);
        var next = 1L;
        await foreach (var block in log.Read(0))
        {
            block.ShouldBe(Blocks.Of(next, next + Appender.PositionsPerBlock - 1, 900));
            next = block.Last + 1;
        }

        next.ShouldBe(log.Tail + 1);
        await log.Add(Blocks.Of(next, next));
    }

    private static void Note(Dictionary<string, long> acknowledged, string? line)
    {
        // The last line may be cut off: a shorter number is a smaller one, so it asks for less only.
        if (Line().Match(line ?? "") is { Success: true } match)
        {
            acknowledged[match.Groups["log"].Value] =
                long.Parse(match.Groups["tail"].Value, CultureInfo.InvariantCulture);
        }
    }

    private Process Start()
    {
        string[] arguments = [typeof(Appender).Assembly.Location, "append", _folder.Path];
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        return Process.Start(start)!;
    }

    [GeneratedRegex("^(?<log>(input|outbox) [0-9]+) (?<tail>[0-9]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
