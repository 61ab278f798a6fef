namespace Actors.Segmentation.Deciding;

/// <summary>Collects what decisions produced; reused from batch to batch, so that deciding allocates nothing.</summary>
public sealed class DecisionSink
{
    public List<Migration> Migrations { get; } = [];

    public List<Contribution> Changes { get; } = [];

    public void Clear()
    {
        Migrations.Clear();
        Changes.Clear();
    }
}
