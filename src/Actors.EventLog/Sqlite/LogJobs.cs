namespace Actors.EventLog.Sqlite;

/// <summary>Appends one block, unless the log's tail is not the expected one.</summary>
internal sealed class AppendJob(LogTable log, long expectedTail, StoredBlock block) : WriteJob<AppendOutcome>
{
    private bool _appended;
    private long _tailSeen;

    public override int Bytes => block.Stored.Length;

    protected override AppendOutcome Result => new(_appended, _tailSeen);

    public override void Execute(Database database)
    {
        _tailSeen = log.WriterTail;
        _appended = _tailSeen == expectedTail;
        if (!_appended) return;
        var insert = database.Prepare(log.InsertSql);
        block.BindTo(insert);
        insert.Execute();
        log.WriterTail = _tailSeen = block.Block.Last;
    }

    public override void Succeed()
    {
        log.Publish();
        base.Succeed();
    }

    public override void Fail(Exception reason)
    {
        log.WriterTail = log.Tail;
        var (first, last) = (block.Block.First, block.Block.Last);
        base.Fail(new StorageException(
            $"Block {first}–{last} of the {log.Name} was not written. {reason.Message}", reason));
    }
}

/// <summary>Replaces a block's content; false when there is no such block.</summary>
internal sealed class ReplaceJob(LogTable log, StoredBlock block) : WriteJob<bool>
{
    private bool _found;

    public override int Bytes => block.Stored.Length;

    public override bool Erases => true;

    protected override bool Result => _found;

    public override void Execute(Database database)
    {
        var update = database.Prepare(log.ReplaceSql);
        block.BindTo(update);
        update.Execute();
        _found = database.Changes > 0;
    }
}
