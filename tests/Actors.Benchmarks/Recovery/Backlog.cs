using Actors.EventLog.Sqlite;

namespace Actors.Benchmarks.Recovery;

/// <summary>What a recovery will have to replay.</summary>
/// <param name="Records">Input records after the partitions' checkpoints.</param>
internal sealed record Backlog(long Customers, long Records)
{
    /// <summary>Looks into a folder that nobody has open.</summary>
    public static async Task<Backlog> Of(string data, long customers)
    {
        await using SqliteEventStore store = SqliteEventStore.Open(data);
        long records = 0;
        for (int p = 0; p < store.Info.Partitions; p++)
        {
            ReadOnlyMemory<byte>? checkpoint = await store.Documents.Get($"checkpoint/{p}");
            records += store.Input(p).Tail - (checkpoint is { } bytes ? PositionIn(bytes.Span) : 0);
        }
        return new(customers, records);
    }

    /// <summary>A checkpoint begins with its version and its position (see docs/data-folder.md).</summary>
    private static long PositionIn(ReadOnlySpan<byte> checkpoint)
    {
        long position = 0;
        int shift = 0;
        foreach (byte b in checkpoint[1..])
        {
            position |= (long)(b & 0x7F) << shift;
            shift += 7;
            if (b < 0x80)
            {
                break;
            }
        }
        return position;
    }
}
