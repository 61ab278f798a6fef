namespace Actors.Server.Replay;

/// <summary>How far a replay is. Written by one thread; others read roughly.</summary>
public sealed class ReplayTally
{
    /// <summary>Lines read, blank ones left out.</summary>
    public long Lines { get; internal set; }

    /// <summary>Events durable now.</summary>
    public long Accepted { get; internal set; }

    /// <summary>Events whose message id was known already.</summary>
    public long Duplicates { get; internal set; }

    public long Rejected { get; internal set; }

    /// <summary>Virtual time of the first event; <see cref="long.MaxValue"/> before it.</summary>
    public long FromMs { get; internal set; } = long.MaxValue;

    /// <summary>Virtual time of the latest event sent.</summary>
    public long ToMs { get; internal set; } = long.MinValue;
}
