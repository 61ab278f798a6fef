namespace Actors.Hosting.Running;

/// <summary>Passes on the first of many like messages, and then one a period: a trouble that comes and goes does not fill the log.</summary>
internal sealed class Seldom(Action<string> tell, TimeSpan period, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long? _toldAt;

    /// <summary>May be called from any thread.</summary>
    public void Tell(string message)
    {
        lock (_gate)
        {
            if (_toldAt is { } before && time.GetElapsedTime(before) < period)
            {
                return;
            }
            _toldAt = time.GetTimestamp();
        }
        tell(message);
    }
}
