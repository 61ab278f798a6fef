namespace Actors.EventLog.Tests.Conformance;

/// <summary>A kind of store, as the conformance suites see it.</summary>
public abstract class StoreSubject : IAsyncDisposable
{
    public const int Partitions = 4;

    protected static readonly FolderCreation Creation =
        new(Partitions, "virtual", new byte[FolderCreation.RoutingKeyBytes]);

    /// <summary>The store that is open.</summary>
    public abstract IEventStore Store { get; }

    /// <summary>Whether a state is there at once: an actor holds its thread until then.</summary>
    public virtual bool LoadsAtOnce => true;

    /// <summary>Closes the store and opens it again over the same durable content.</summary>
    public abstract Task Reopen();

    public abstract ValueTask DisposeAsync();
}
