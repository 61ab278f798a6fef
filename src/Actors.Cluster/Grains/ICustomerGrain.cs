using Actors.Engine.Seam;

namespace Actors.Cluster.Grains;

/// <summary>The address of a customer: its key is the customer's id, prefix included.</summary>
[Alias("actors.customer")]
public interface ICustomerGrain : IGrainWithStringKey
{
    [return: Immutable]
    ValueTask<Outcome> Apply([Immutable] Turn turn);

    [return: Immutable]
    ValueTask<CustomerView> Read(long epoch, [Immutable] CustomerQuery query);

    ValueTask<long> Flush(long epoch, long confirmed);
}
