namespace Actors.EventLog.Sqlite;

/// <summary>Bounds a database to a number of pages, beyond which it reports a full disk. 0 lifts the bound.</summary>
internal sealed class BoundPagesJob(long pagesMax) : WriteJob<bool>
{
    private const long Unbounded = 4_294_967_294;

    protected override bool Result => true;

    public override void Execute(Database database) =>
        database.Run($"PRAGMA max_page_count={(pagesMax == 0 ? Unbounded : pagesMax)}");
}
