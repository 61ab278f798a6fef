using System.Runtime.CompilerServices;
using Actors.EventLog.Hashing;

namespace Actors.EventLog.Sqlite;

/// <summary>
/// Customer states in a database of their own, keyed by partition and customer; found by one descent of one tree.
/// </summary>
internal sealed class StateTable(int partitions, GroupCommitWriter writer, ReaderPool readers)
    : IStateStore
{
    public const string CreateSql =
        "CREATE TABLE states (partition INTEGER NOT NULL, customer BLOB NOT NULL, applied INTEGER NOT NULL, "
        + "crc INTEGER NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (partition, customer)) WITHOUT ROWID";

    private const int SweepStates = 512;

    private const string SweepSql = "SELECT applied, crc, payload, customer FROM states "
        + "WHERE partition = ?1 AND customer > ?2 ORDER BY customer LIMIT ?3";

    private const string LoadSql = "SELECT applied, crc, payload FROM states WHERE partition = ?1 AND customer = ?2";

    public ValueTask<StoredState?> Load(
        int partition, ReadOnlyMemory<byte> customer, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, partitions);
        return ValueTask.FromResult(readers.Read(database => Load(database, partition, customer.Span)));
    }

    public async IAsyncEnumerable<IReadOnlyList<StateToSave>> Sweep(
        int partition, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, partitions);
        var page = new StatePage(SweepStates);
        ReadOnlyMemory<byte> after = default;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            readers.Read(database => Fill(page, database, partition, after.Span));
            if (page.States.Count > 0) yield return page.States;
            if (page.States.Count < SweepStates) yield break;
            after = page.States[^1].Customer.ToArray();

            // A long read shares its thread: SQLite itself is synchronous.
            await Task.Yield();
        }
    }

    public async ValueTask Save(
        int partition, IReadOnlyList<StateToSave> states, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, partitions);
        if (states.Count > 0) await writer.Run(new SaveStatesJob(partition, states), cancellation);
    }

    public async ValueTask Sync(CancellationToken cancellation = default) =>
        await writer.Run(new SyncStatesJob(), cancellation);

    public async ValueTask Delete(
        int partition, IReadOnlyList<ReadOnlyMemory<byte>> customers, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, partitions);
        if (customers.Count > 0) await writer.Run(new DeleteStatesJob(partition, customers), cancellation);
    }

    /// <summary>Checksum over everything that, if mistaken, would decide wrongly.</summary>
    public static uint ChecksumOf(int partition, ReadOnlySpan<byte> customer, long applied, ReadOnlySpan<byte> payload)
    {
        var crc = new Crc32C();
        crc.Add(partition);
        crc.Add(applied);
        crc.Add(customer.Length);
        crc.Add(customer);
        crc.Add(payload);
        return crc.Value;
    }

    private static bool Fill(StatePage page, Database database, int partition, ReadOnlySpan<byte> after)
    {
        page.Clear();
        var row = database.Prepare(SweepSql).Bind(1, partition).Bind(2, after).Bind(3, SweepStates);
        try
        {
            while (row.Step())
            {
                var customer = row.Blob(3);
                var applied = row.Int64(0);
                var payload = row.Blob(2);
                Check(row, partition, customer, applied, payload);
                page.Add(customer, applied, payload);
            }
        }
        finally
        {
            row.Reset();
        }

        return true;
    }

    private static StoredState? Load(Database database, int partition, ReadOnlySpan<byte> customer)
    {
        var row = database.Prepare(LoadSql).Bind(1, partition).Bind(2, customer);
        try
        {
            if (!row.Step()) return null;
            var applied = row.Int64(0);
            var payload = row.Blob(2);
            Check(row, partition, customer, applied, payload);
            return new StoredState(applied, payload.ToArray());
        }
        finally
        {
            row.Reset();
        }
    }

    private static void Check(
        Statement row, int partition, ReadOnlySpan<byte> customer, long applied, ReadOnlySpan<byte> payload)
    {
        if (ChecksumOf(partition, customer, applied, payload) != (uint)row.Int64(1))
            throw new CorruptLogException(
                $"A customer's saved state in partition {partition} of '{FolderFiles.StateFile}' is damaged "
                + $"(saved at position {applied}): its checksum does not match its content.");
    }
}
