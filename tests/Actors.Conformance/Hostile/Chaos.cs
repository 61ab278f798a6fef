namespace Actors.Conformance.Hostile;

/// <summary>What becomes of one call.</summary>
internal enum Fate
{
    Delivered,
    LostBefore,
    AnswerLost,

    /// <summary>Arrives after the caller has given up.</summary>
    Late,

    /// <summary>Arrives twice, the second time later.</summary>
    Doubled,
}

/// <summary>The dice of everything that goes wrong.</summary>
internal sealed class Chaos(Random dice)
{
    /// <summary>Nothing goes wrong while true; everything is still asynchronous.</summary>
    public bool IsCalm { get; set; } = true;

    public bool Chance(double probability) => !IsCalm && dice.NextDouble() < probability;

    public int Next(int max) => dice.Next(max);

    public long LatencyMs() => IsCalm ? dice.Next(2) : dice.Next(20) == 0 ? dice.Next(200) : dice.Next(5);

    public Fate Draw(bool mayDouble) => IsCalm ? Fate.Delivered : dice.Next(100) switch
    {
        < 3 => Fate.LostBefore,
        < 6 => Fate.AnswerLost,
        < 8 => Fate.Late,
        < 11 when mayDouble => Fate.Doubled,
        _ => Fate.Delivered,
    };
}
