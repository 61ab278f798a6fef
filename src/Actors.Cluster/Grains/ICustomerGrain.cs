using Actors.Engine.Seam;

namespace Actors.Cluster.Grains;

/// <summary>The address of a customer: its key is the customer's id, prefix included.</summary>
[Alias("actors.customer")]
public interface ICustomerGrain : IGrainWithStringKey
{
    [return: Immutable]
    Task<Outcome> Apply([Immutable] Turn turn);

    [return: Immutable]
    Task<CustomerView> Read(long epoch, [Immutable] CustomerQuery query);

    Task<long> Flush(long epoch, long confirmed);
}
