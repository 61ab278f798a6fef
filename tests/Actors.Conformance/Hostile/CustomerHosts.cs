using Actors.Engine.Customers;
using Actors.Engine.Seam;
using Actors.Engine.Wire;
using Actors.EventLog;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Conformance.Hostile;

/// <summary>Where customers live: each has an activation while somebody needs it, and loses it at random.</summary>
internal sealed class CustomerHosts(IEventStore store, Func<CustomerId, int> partitionOf, ICatalogSource catalogs, Network network, Chaos chaos)
{
    private const long TimeoutMs = 400;
    private readonly Dictionary<CustomerId, Activation> _active = [];

    public int Active => _active.Count;

    public ICustomer Of(CustomerId id) => new Reference(this, new CustomerId(id.Utf8.ToArray()));

    /// <summary>Some customers lose their activations.</summary>
    public void DropSome(double share)
    {
        foreach (CustomerId id in _active.Keys.Where(_ => chaos.Next(1_000) < share * 1_000).ToList())
        {
            _active.Remove(id);
        }
    }

    private async Task<T> Turn<T>(CustomerId id, Func<CustomerActor, ValueTask<T>> turn)
    {
        if (!_active.TryGetValue(id, out Activation? activation))
        {
            _active[id] = activation = new Activation(id, new States(store.States, partitionOf(id)), new Deciders(catalogs));
        }
        T answer = await activation.Run(turn);
        if (chaos.Chance(0.05))
        {
            _active.Remove(id);
        }
        return answer;
    }

    private sealed class Reference(CustomerHosts hosts, CustomerId id) : ICustomer
    {
        public async ValueTask<Outcome> Apply(Turn turn)
        {
            // Written now, as the caller uses its memory again; read at every arrival, of which there may be two.
            byte[] sent = Wire.Turn.Encode(turn);
            return await hosts.Network.Call(TimeoutMs, mayDouble: true, () => hosts.Turn(
                id, actor => Wire.Turn.Take(sent, arrived => actor.Apply(arrived).Back(Wire.Outcome))));
        }

        public async ValueTask<CustomerView> Read(long epoch, CustomerQuery query)
        {
            byte[] sent = Wire.CustomerQuery.Encode(query);
            return await hosts.Network.Call(TimeoutMs, mayDouble: false, () => hosts.Turn(
                id, actor => Wire.CustomerQuery.Take(sent, arrived => actor.Read(epoch, arrived).Back(Wire.CustomerView))));
        }

        public async ValueTask<long> Flush(long epoch, long confirmed) =>
            await hosts.Network.Call(TimeoutMs, mayDouble: true, () => hosts.Turn(id, actor => actor.Flush(epoch, confirmed)));
    }

    private Network Network => network;

    /// <summary>One customer in memory, one turn at a time.</summary>
    private sealed class Activation(CustomerId id, States states, Deciders deciders)
    {
        private Task _last = Task.CompletedTask;
        private CustomerActor? _actor;

        public Task<T> Run<T>(Func<CustomerActor, ValueTask<T>> turn)
        {
            Task<T> mine = RunAfter(_last, turn);
            _last = mine;
            return mine;
        }

        private async Task<T> RunAfter<T>(Task before, Func<CustomerActor, ValueTask<T>> turn)
        {
            // How the turn before ended is its own caller's business.
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            return await turn(_actor ??= await Activate());
        }

        private async Task<CustomerActor> Activate()
        {
            var memory = new ArrayMemory();
            StateBytes.Restore(memory, await states.Load(id));
            var actor = new CustomerActor(deciders, states);
            actor.Bind(id, memory);
            return actor;
        }
    }

    private sealed class States(IStateStore store, int partition) : ICustomerStates
    {
        public ValueTask<StoredState?> Load(CustomerId id) => store.Load(partition, id.Utf8);

        public ValueTask Save(CustomerId id, long applied, ReadOnlySpan<long> words) =>
            store.Save(partition, [new StateToSave(id.Utf8, StateBytes.Of(applied, words))]);
    }
}
