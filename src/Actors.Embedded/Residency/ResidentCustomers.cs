using Actors.Engine.Customers;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Embedded.Residency;

/// <summary>
/// The customers of one partition that are in memory: one array of words each. One actor object is laid over whichever customer is
/// called; as the partition calls it directly and synchronously, no other is needed.
/// </summary>
internal sealed class ResidentCustomers : IStateMemory, ICustomerStates
{
    private readonly int _partition;
    private readonly StateBatch _saves;
    private readonly IStateStore _store;
    private readonly CustomerActor _actor;
    private readonly Residence _residence;
    private long[]?[] _states = new long[16][];
    private long[] _saved = new long[16];
    private bool[] _used = new bool[16];
    private int _count;
    private int _hand;
    private int _bound;

    public ResidentCustomers(int partition, IStateStore store, Deciders deciders, Residence residence)
    {
        (_partition, _store, _residence) = (partition, store, residence);
        _saves = new StateBatch(partition, store);
        _actor = new CustomerActor(deciders, this);
    }

    public int Count { get; private set; }

    Span<long> IStateMemory.Words => _states[_bound];

    /// <summary>The actor over a customer. The hint is the customer's place here plus one.</summary>
    public ICustomer Of(CustomerId id, ref long hint)
    {
        bool fresh = hint < 0;
        int place = hint > 0 ? (int)hint - 1 : Add(ref hint);
        if (_states[place] is null)
        {
            Bring(id, place, fresh);
        }
        _bound = place;
        _used[place] = true;
        _actor.Bind(id, this);
        return _actor;
    }

    /// <summary>Keeps a saved state that was read in passing, unless the customer is here; false when memory is full.</summary>
    public bool Keep(ref long hint, StoredState state)
    {
        if (_residence.IsOver)
        {
            return false;
        }
        int place = hint > 0 ? (int)hint - 1 : Add(ref hint);
        if (_states[place] is null)
        {
            long[] words = StateBytes.Words(state);
            _states[place] = words;
            _saved[place] = state.Applied;
            Count++;
            Account(words.Length);
        }
        return true;
    }

    Span<long> IStateMemory.Resize(int words)
    {
        long[] before = _states[_bound]!;
        var after = new long[words];
        before.AsSpan(0, Math.Min(before.Length, words)).CopyTo(after);
        _states[_bound] = after;
        Account(words - before.Length);
        return after;
    }

    ValueTask<StoredState?> ICustomerStates.Load(CustomerId id) => _store.Load(_partition, id.Utf8);

    ValueTask ICustomerStates.Save(CustomerId id, long applied, ReadOnlySpan<long> words) => Saved(_bound, applied, _saves.Add(id, applied, words));

    private async ValueTask Saved(int place, long applied, Task saving)
    {
        await saving;
        _saved[place] = Math.Max(_saved[place], applied);
    }

    /// <summary>Lets cold customers leave memory while there is too much in it: the second-chance clock, saved ones only.</summary>
    public void Shrink()
    {
        for (int looked = 0; looked < 2 * _count && _residence.IsOver; looked++)
        {
            _hand = _hand + 1 < _count ? _hand + 1 : 0;
            long[]? words = _states[_hand];
            if (words is null || words.Length == 0)
            {
                continue;
            }
            if (_used[_hand])
            {
                _used[_hand] = false;
            }
            else if (AppliedOf(words) == _saved[_hand] && _hand != _bound)
            {
                _states[_hand] = null;
                Count--;
                Account(-words.Length);
            }
        }
    }

    private int Add(ref long hint)
    {
        if (_count == _states.Length)
        {
            int capacity = _count + Math.Max(_count / 4, 16);
            Array.Resize(ref _states, capacity);
            Array.Resize(ref _saved, capacity);
            Array.Resize(ref _used, capacity);
        }
        int place = _count++;
        hint = place + 1;
        return place;
    }

    private void Bring(CustomerId id, int place, bool fresh)
    {
        _states[place] = [];
        _bound = place;
        Count++;
        if (fresh)
        {
            return;
        }
        ValueTask<StoredState?> load = _store.Load(_partition, id.Utf8);
        StoredState? stored = load.IsCompletedSuccessfully ? load.Result : load.AsTask().GetAwaiter().GetResult();
        StateBytes.Restore(this, stored);
        _saved[place] = stored?.Applied ?? 0;
    }

    private static long AppliedOf(long[] words) => words.Length == 0 ? 0 : new CustomerReader(Catalog.Empty, words).Applied;

    private void Account(int words) => _residence.Add(words);
}
