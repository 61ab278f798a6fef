namespace Actors.Engine.Metering;

/// <summary>Counts what fails, and says of each kind seldom enough to be told: the first time, and then once a minute.</summary>
internal sealed class FailureNotes(TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long ToldAt, long Since)> _kinds = new(StringComparer.Ordinal);
    private long _total;

    public long Total => Interlocked.Read(ref _total);

    /// <summary>How many failures of the kind there were since it was last told, if it is to be told now; else null. Called from any thread.</summary>
    public long? Note(string kind)
    {
        Interlocked.Increment(ref _total);
        lock (_gate)
        {
            long now = time.GetTimestamp();
            bool isKnown = _kinds.TryGetValue(kind, out (long ToldAt, long Since) noted);
            if (isKnown && time.GetElapsedTime(noted.ToldAt, now) < Quiet)
            {
                _kinds[kind] = (noted.ToldAt, noted.Since + 1);
                return null;
            }
            _kinds[kind] = (now, 0);
            return noted.Since + 1;
        }
    }
}
