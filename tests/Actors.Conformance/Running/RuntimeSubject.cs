namespace Actors.Conformance.Running;

/// <summary>A kind of runtime, as the suites see it.</summary>
public abstract class RuntimeSubject
{
    /// <summary>Runs a scenario to its end, on whatever scheduler this kind of runtime needs.</summary>
    /// <param name="seed">Decides all that is random, in the scenario and in the runtime.</param>
    public abstract Task Run(int seed, Func<World, Task> scenario);
}
