namespace Actors.Engine.Seam;

/// <summary>The time that stamps records. Nothing else in the engine asks what time it is.</summary>
public interface IClock
{
    /// <summary>Now, Unix milliseconds UTC. In virtual time: the latest record's time.</summary>
    long NowMs { get; }

    /// <summary>Whether time is the data's own.</summary>
    bool IsVirtual { get; }

    /// <summary>Real time only: why stamping has stopped (the wall clock jumped), or null. Nothing is acknowledged until <see cref="Confirm"/>.</summary>
    string? Held { get; }

    /// <summary>Takes the wall clock as it is now for right.</summary>
    void Confirm();

    /// <summary>Virtual time only: moves the clock forward to an instant (never back) and tells the new now; real time ignores it.</summary>
    long MoveTo(long instantMs);
}
