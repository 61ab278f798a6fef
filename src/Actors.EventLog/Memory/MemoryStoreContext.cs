namespace Actors.EventLog.Memory;

/// <summary>What the parts of one store share: its faults, and whether it is still there.</summary>
internal sealed class MemoryStoreContext(MemoryFaults faults)
{
    private volatile bool _gone;

    public MemoryFaults Faults => faults;

    public void Crash()
    {
        _gone = true;
        faults.Crash();
    }

    /// <summary>
    /// Writes ask again where they take effect, under the lock that a copy takes: else one could be acknowledged that
    /// the crash's copy does not have.
    /// </summary>
    public void ThrowIfGone()
    {
        if (_gone) throw new StorageException("The store has crashed or is closed.");
    }

    /// <summary>What every write passes first.</summary>
    public async ValueTask EnterWrite(string what, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ThrowIfGone();
        await faults.Pass();
        ThrowIfGone();
        faults.ThrowIfFull(what);
    }
}
