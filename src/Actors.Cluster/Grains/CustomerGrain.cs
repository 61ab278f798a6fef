using Actors.Cluster.Hosting;
using Actors.Engine.Customers;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Records;
using Orleans.Placement;

namespace Actors.Cluster.Grains;

/// <summary>
/// A shell around a <see cref="CustomerActor"/>, with that customer's state. Only its partition calls it, and it is placed where the call comes
/// from: beside its partition.
/// </summary>
[PreferLocalPlacement]
internal sealed class CustomerGrain(ClusterSilo silo) : Grain, ICustomerGrain, ICustomerStates
{
    private readonly PackedMemory _memory = new();
    private CustomerActor _actor = null!;
    private CustomerId _id;
    private long _epoch;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = new CustomerId(System.Text.Encoding.UTF8.GetBytes(this.GetPrimaryKeyString()));
        _memory.Restore(await Load(_id));
        _actor = new CustomerActor(silo.Deciders, this);
        _actor.Bind(_id, _memory);
    }

    public async ValueTask<Outcome> Apply(Turn turn)
    {
        await silo.Versions.Ensure(turn.Catalog);
        try
        {
            return await _actor.Apply(turn);
        }
        finally
        {
            _memory.Close();
        }
    }

    public async ValueTask<CustomerView> Read(long epoch, CustomerQuery query)
    {
        await silo.Versions.Ensure(query.Catalog);
        try
        {
            return await _actor.Read(epoch, query);
        }
        finally
        {
            _memory.Close();
        }
    }

    public async ValueTask<long> Flush(long epoch, long confirmed)
    {
        long saved;
        try
        {
            saved = await _actor.Flush(epoch, confirmed);
        }
        catch (StorageException)
        {
            // States are saved beside their partition's owner only: asked again, the customer comes back there with what was saved last.
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            _memory.Close();
        }
        if (_epoch != 0 && epoch > _epoch && saved > 0)
        {
            // The partition has moved: what is saved may come back beside it.
            DeactivateOnIdle();
        }
        _epoch = Math.Max(_epoch, epoch);
        return saved;
    }

    public ValueTask<StoredState?> Load(CustomerId id) => silo.Store.States.Load(silo.Directory.PartitionOf(id), id.Utf8);

    public ValueTask Save(CustomerId id, long applied, ReadOnlySpan<long> words) =>
        new(silo.Save(silo.Directory.PartitionOf(id), new StateToSave(id.Utf8, StateBytes.Of(applied, words))));
}
