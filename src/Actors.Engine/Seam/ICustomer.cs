namespace Actors.Engine.Seam;

/// <summary>One customer: keeps its own state, decides its memberships.</summary>
/// <remarks>
/// A runtime reports a call whose outcome it does not know, whatever the reason, as <see cref="TimeoutException"/>: the partition
/// sends the same again, and nothing happens twice.
/// </remarks>
public interface ICustomer
{
    ValueTask<Outcome> Apply(Turn turn);

    /// <exception cref="PartitionUnavailableException">A higher epoch owns the customer.</exception>
    ValueTask<CustomerView> Read(long epoch, CustomerQuery query);

    /// <summary>Saves the state if it holds nothing after <paramref name="confirmed"/>; answers the position that is
    /// saved, 0 where nothing was.</summary>
    ValueTask<long> Flush(long epoch, long confirmed);
}
