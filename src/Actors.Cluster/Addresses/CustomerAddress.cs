using Actors.Cluster.Grains;
using Actors.Engine.Seam;

namespace Actors.Cluster.Addresses;

/// <summary>A customer's grain. A bounded number of calls is under way at once: a silo that calls without bound starves its own timers.</summary>
internal sealed class CustomerAddress(ICustomerGrain grain, SemaphoreSlim underWay) : ICustomer
{
    public async ValueTask<Outcome> Apply(Turn turn)
    {
        // The partition uses its arrays again as soon as it has an answer, and a call that was given up may arrive later.
        Turn sent = turn with { Records = turn.Records.ToArray(), Facts = turn.Facts.ToArray(), History = turn.History.ToArray() };
        await underWay.WaitAsync();
        try
        {
            return await grain.Apply(sent).ConfigureAwait(false);
        }
        catch (OrleansException e)
        {
            throw Calls.Unknown(e);
        }
        finally
        {
            underWay.Release();
        }
    }

    public ValueTask<CustomerView> Read(long epoch, CustomerQuery query) => grain.Read(epoch, query).Made();

    public async ValueTask<long> Flush(long epoch, long confirmed)
    {
        await underWay.WaitAsync();
        try
        {
            return await grain.Flush(epoch, confirmed).ConfigureAwait(false);
        }
        catch (OrleansException e)
        {
            throw Calls.Unknown(e);
        }
        finally
        {
            underWay.Release();
        }
    }
}
