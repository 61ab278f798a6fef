namespace Actors.EventLog.Deduplication;

/// <summary>Fingerprints in ascending order, of which some lie in memory at a time.</summary>
/// <param name="fill">Puts the next ones into an array, and says how many; 0: there are no more.</param>
/// <param name="source">Where they come from; let go of with the run.</param>
internal sealed class SortedRun(UInt128[] buffer, Func<UInt128[], int> fill, IDisposable? source = null) : IDisposable
{
    private int _at;
    private int _end;

    /// <summary>All of an array.</summary>
    public static SortedRun Of(UInt128[] sorted) => new(sorted, _ => 0) { _end = sorted.Length };

    /// <summary>The least that was not taken yet.</summary>
    public UInt128 Current => buffer[_at];

    /// <summary>Whether there is one; asked before each <see cref="Current"/>.</summary>
    public bool HasMore()
    {
        if (_at < _end) return true;
        (_at, _end) = (0, fill(buffer));
        return _end > 0;
    }

    /// <summary>Takes <see cref="Current"/>.</summary>
    public void Take() => _at++;

    public void Dispose() => source?.Dispose();
}
