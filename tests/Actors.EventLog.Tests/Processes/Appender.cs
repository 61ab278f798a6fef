using Actors.EventLog.Sqlite;

namespace Actors.EventLog.Tests.Processes;

/// <summary>
/// A process that appends to every log as fast as it can and prints each acknowledged position, until it is killed.
/// </summary>
internal static class Appender
{
    public const int Partitions = 4;
    public const int PositionsPerBlock = 3;

    private static readonly Lock Gate = new();

    public static async Task<int> Run(string folder)
    {
        await using var store = SqliteEventStore.Open(folder, new FolderCreation(Partitions));
        await Task.WhenAll(Enumerable.Range(0, Partitions).SelectMany(n => new[]
        {
            Append($"input {n}", store.Input(n)),
            Append($"outbox {n}", store.Outbox(n)),
        }));
        return 0;
    }

    private static async Task Append(string name, ILog log)
    {
        while (true)
        {
            var block = Blocks.Of(log.Tail + 1, log.Tail + PositionsPerBlock, 900);
            var outcome = await log.Append(log.Tail, block);
            if (!outcome.Appended) throw new InvalidOperationException($"{name} has a second writer.");
            lock (Gate)
            {
                Console.Out.WriteLine($"{name} {outcome.Tail}");
                Console.Out.Flush();
            }
        }
    }
}
