using Actors.EventLog;

namespace Actors.Conformance.Running;

/// <summary>What one scenario happens in: a wall clock that it drives, and dice.</summary>
public abstract class World(int seed)
{
    /// <summary>Where the clocks of new folders begin: 2026-01-01T00:00:00Z.</summary>
    public const long Beginning = 1_767_225_600_000;

    public int Seed => seed;

    public Random Dice { get; } = new(seed);

    /// <summary>What went wrong inside that nothing in the scenario explains.</summary>
    public List<Exception> Defects { get; } = [];

    /// <summary>Lets the runtime work a little.</summary>
    public abstract Task Linger();

    /// <summary>Starts a runtime over a store and waits until it is ready.</summary>
    public abstract Task<IRuntimeUnderTest> Start(IEventStore store, RuntimeSettings settings);
}
