namespace Actors.EventLog.Memory;

/// <summary>
/// A store in memory, for tests and simulation: every write completes on the calling thread, unless
/// <see cref="Faults"/> says otherwise.
/// </summary>
public sealed class MemoryEventStore : IEventStore
{
    private readonly MemoryStoreContext _context;
    private readonly MemoryLog[] _inputs;
    private readonly MemoryLog[] _outboxes;
    private readonly MemoryFingerprints[] _fingerprints;
    private readonly MemoryStates _states;
    private readonly MemoryDocuments _documents;

    public MemoryEventStore(FolderInfo info)
    {
        (Info, Faults) = (info, new MemoryFaults());
        var context = _context = new MemoryStoreContext(Faults);
        _inputs = [.. Partitions.Select(n => new MemoryLog(new LogName(LogKind.Input, n), context))];
        _outboxes = [.. Partitions.Select(n => new MemoryLog(new LogName(LogKind.Outbox, n), context))];
        _fingerprints = [.. Partitions.Select(_ => new MemoryFingerprints(context))];
        _states = new MemoryStates(info.Partitions, context);
        _documents = new MemoryDocuments(context);
    }

    /// <summary>
    /// A new, empty store; without a routing key in <paramref name="create"/> the key is all zeros, the same every
    /// time.
    /// </summary>
    public MemoryEventStore(FolderCreation create)
        : this(create.ToInfo(() => new byte[FolderCreation.RoutingKeyBytes]))
    {
    }

    private MemoryEventStore(MemoryEventStore other, bool unsyncedStatesToo)
    {
        (Info, Faults) = (other.Info, new MemoryFaults());
        var context = _context = new MemoryStoreContext(Faults);
        _inputs = [.. other._inputs.Select(log => log.CopyTo(context))];
        _outboxes = [.. other._outboxes.Select(log => log.CopyTo(context))];
        _fingerprints = [.. other._fingerprints.Select(fingerprints => fingerprints.CopyTo(context))];
        _states = other._states.CopyTo(context, unsyncedStatesToo);
        _documents = other._documents.CopyTo(context);
    }

    public FolderInfo Info { get; }

    /// <summary>What shall go wrong.</summary>
    public MemoryFaults Faults { get; }

    public IStateStore States => _states;

    public IDocuments Documents => _documents;

    public long BytesOnDisk => 0;

    private IEnumerable<int> Partitions => Enumerable.Range(0, Info.Partitions);

    public ILog Input(int partition) => Of(_inputs, partition);

    public ILog Outbox(int partition) => Of(_outboxes, partition);

    public IFingerprints Fingerprints(int partition) => Of(_fingerprints, partition);

    /// <summary>
    /// Ends this store as a crash would: writes that wait fail and have no effect, whoever still holds it gets errors.
    /// The new store holds what was durable.
    /// </summary>
    /// <param name="powerFailure">States saved since the last sync are lost too; a killed process loses none.</param>
    public MemoryEventStore Crash(bool powerFailure = false)
    {
        _context.Crash();
        return new MemoryEventStore(this, unsyncedStatesToo: !powerFailure);
    }

    public ValueTask DisposeAsync()
    {
        _context.Crash();
        return ValueTask.CompletedTask;
    }

    private static T Of<T>(T[] parts, int partition)
    {
        LogBlockRules.CheckPartition(partition, parts.Length);
        return parts[partition];
    }
}
