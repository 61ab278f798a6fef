using Actors.EventLog.Memory;

namespace Actors.EventLog.Tests.Conformance;

public sealed class MemorySubject : StoreSubject
{
    private MemoryEventStore _store = new(Creation);

    public override IEventStore Store => _store;

    public override Task Reopen()
    {
        _store = _store.Crash();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => _store.DisposeAsync();
}
