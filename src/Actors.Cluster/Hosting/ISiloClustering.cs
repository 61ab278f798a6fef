namespace Actors.Cluster.Hosting;

/// <summary>A way in which silos find each other and agree who is one of them.</summary>
public interface ISiloClustering
{
    /// <summary>Why an address cannot be one of this kind, in a sentence that repeats no secret of it; null: it may be one.</summary>
    string? Refusal(string address);

    /// <summary>Makes what must be there before a silo starts. Any number of silos may do so at once.</summary>
    Task Prepare(string address, CancellationToken cancellation);

    /// <summary>Has a silo use it.</summary>
    void Configure(ISiloBuilder silo, string address);
}
