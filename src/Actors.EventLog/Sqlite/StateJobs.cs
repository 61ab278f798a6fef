namespace Actors.EventLog.Sqlite;

/// <summary>Saves states; one that does not grow is passed over.</summary>
internal sealed class SaveStatesJob(int partition, IReadOnlyList<StateToSave> states) : WriteJob<bool>
{
    private const string SaveSql =
        "INSERT INTO states (partition, customer, applied, crc, payload) VALUES (?1, ?2, ?3, ?4, ?5) "
        + "ON CONFLICT (partition, customer) DO UPDATE "
        + "SET applied = excluded.applied, crc = excluded.crc, payload = excluded.payload "
        + "WHERE excluded.applied > states.applied";

    public override int Bytes => states.Sum(state => state.State.Payload.Length);

    protected override bool Result => true;

    public override void Execute(Database database)
    {
        var save = database.Prepare(SaveSql);
        foreach (var (customer, state) in states)
        {
            var checksum = StateTable.ChecksumOf(partition, customer.Span, state.Applied, state.Payload.Span);
            save.Bind(1, partition).Bind(2, customer.Span)
                .Bind(3, state.Applied).Bind(4, checksum).Bind(5, state.Payload.Span);
            save.Execute();
        }
    }

    public override void Fail(Exception reason) => base.Fail(new StorageException(
        $"{states.Count} customer states of partition {partition} were not saved. {reason.Message}", reason));
}

/// <summary>Forgets states, overwriting the space they leave.</summary>
internal sealed class DeleteStatesJob(int partition, IReadOnlyList<ReadOnlyMemory<byte>> customers) : WriteJob<bool>
{
    public override bool Erases => true;

    protected override bool Result => true;

    public override void Execute(Database database)
    {
        var delete = database.Prepare("DELETE FROM states WHERE partition = ?1 AND customer = ?2");
        foreach (var customer in customers) delete.Bind(1, partition).Bind(2, customer.Span).Execute();
    }
}

/// <summary>A transaction that only syncs: one write, as an empty transaction would leave no trace to sync.</summary>
internal sealed class SyncStatesJob : WriteJob<bool>
{
    public const string CreateSql = "CREATE TABLE syncs (count INTEGER NOT NULL)";
    public const string FirstRowSql = "INSERT INTO syncs VALUES (0)";

    public override bool Syncs => true;

    protected override bool Result => true;

    public override void Execute(Database database) =>
        database.Prepare("UPDATE syncs SET count = count + 1").Execute();
}
