namespace Actors.Segmentation.Deciding;

/// <summary>Collects what decisions produced; reused from batch to batch, so that deciding allocates nothing.</summary>
public sealed class DecisionSink
{
    public Gathered<Migration> Migrations { get; } = new();

    public Gathered<Contribution> Changes { get; } = new();

    public Gathered<Refusal> Refusals { get; } = new();

    public Gathered<Failure> Failures { get; } = new();

    public void Clear()
    {
        Failures.Clear();
        Migrations.Clear();
        Changes.Clear();
        Refusals.Clear();
    }
}
