using Actors.EventLog.Sqlite;

namespace Actors.EventLog.Tests.Conformance;

public sealed class SqliteSubject : StoreSubject
{
    private readonly TemporaryFolder _folder = new();
    private SqliteEventStore _store;

    public SqliteSubject() => _store = SqliteEventStore.Open(_folder.Path, Creation);

    public override IEventStore Store => _store;

    public override async Task Reopen()
    {
        await _store.DisposeAsync();
        _store = SqliteEventStore.Open(_folder.Path, Creation);
    }

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}
