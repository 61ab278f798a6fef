namespace Actors.Engine.Seam;

/// <summary>One customer: keeps its own state, decides its memberships.</summary>
public interface ICustomer
{
    ValueTask<Outcome> Apply(Turn turn);

    ValueTask<CustomerView> Read(long epoch, CustomerQuery query);

    /// <summary>Saves the state if it holds nothing after <paramref name="confirmed"/>; answers the position that is saved.</summary>
    ValueTask<long> Flush(long epoch, long confirmed);
}
