using Actors.Engine.Customers;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Embedded.Residency;

/// <summary>
/// The customers of one partition that are in memory, packed. One actor object is laid over whichever customer is called, whose words lie open
/// meanwhile; as the partition calls it directly and synchronously, no other is needed.
/// </summary>
internal sealed class ResidentCustomers : IStateMemory, ICustomerStates
{
    /// <summary>Words beyond those in use, so that few events make the open ones move.</summary>
    private const int SlackWords = 24;

    private readonly int _partition;
    private readonly StateBatch _saves;
    private readonly IStateStore _store;
    private readonly CustomerActor _actor;
    private readonly Residence _residence;
    private readonly StateHeap _packed;
    private long[] _saved = new long[16];
    private bool[] _used = new bool[16];
    private int _count;
    private int _hand;
    private long[] _words = new long[1_024];
    private byte[] _scratch = [];
    private int _length;
    private int _bound = -1;
    private bool _edited;

    public ResidentCustomers(int partition, IStateStore store, Deciders deciders, Residence residence)
    {
        (_partition, _store, _residence) = (partition, store, residence);
        _packed = new StateHeap(residence);
        _saves = new StateBatch(partition, store);
        _actor = new CustomerActor(deciders, this, keeps: false);
    }

    public int Count => _packed.Count + (_bound >= 0 && _length > 0 && !_packed.Has(_bound) ? 1 : 0);

    Span<long> IStateMemory.Words => Words;

    Span<long> IStateMemory.Edit()
    {
        _edited = true;
        return Words;
    }

    private Span<long> Words => _words.AsSpan(0, _length);

    /// <summary>The actor over a customer. The hint is the customer's place here plus one.</summary>
    public ICustomer Of(CustomerId id, ref long hint)
    {
        bool fresh = hint < 0;
        int place = hint > 0 ? (int)hint - 1 : Add(ref hint);
        if (place != _bound)
        {
            Close();
            Open(id, place, fresh);
        }
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
        if (place != _bound && !_packed.Has(place) && !state.Payload.IsEmpty)
        {
            _packed.Put(place, StateBytes.Packed(state));
            _saved[place] = state.Applied;
        }
        return true;
    }

    /// <summary>Fetches states from memory that will be asked for next.</summary>
    public void Expect(ReadOnlySpan<int> places) => _packed.Touch(places);

    Span<long> IStateMemory.Resize(int words)
    {
        _edited = true;
        return Resize(words);
    }

    private Span<long> Resize(int words)
    {
        if (words > _words.Length)
        {
            Array.Resize(ref _words, words + words / 2);
        }
        if (words > _length)
        {
            _words.AsSpan(_length, words - _length).Clear();
        }
        _length = words;
        return Words;
    }

    ValueTask<StoredState?> ICustomerStates.Load(CustomerId id) => _store.Load(_partition, id.Utf8);

    ValueTask ICustomerStates.Save(CustomerId id, long applied, ReadOnlySpan<long> words) =>
        Saved(_bound, applied, _edited ? _saves.Add(id, applied, words) : _saves.Add(id, applied, _packed.Of(_bound)));

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
            if (_hand == _bound || !_packed.Has(_hand))
            {
                continue;
            }
            if (_used[_hand])
            {
                _used[_hand] = false;
            }
            else if (PackedState.Applied(_packed.Of(_hand)) == _saved[_hand])
            {
                _packed.Remove(_hand);
            }
        }
    }

    private int Add(ref long hint)
    {
        if (_count == _saved.Length)
        {
            int capacity = _count + Math.Max(_count / 4, 16);
            Array.Resize(ref _saved, capacity);
            Array.Resize(ref _used, capacity);
        }
        int place = _count++;
        hint = place + 1;
        return place;
    }

    /// <summary>Packs the words that lie open, if they were written.</summary>
    private void Close()
    {
        int place = _bound;
        _bound = -1;
        if (place < 0 || !_edited)
        {
            return;
        }
        if (_length == 0)
        {
            _packed.Remove(place);
            return;
        }
        int bytes = PackedState.BytesMax(_length);
        if (bytes > _scratch.Length)
        {
            _scratch = new byte[bytes * 2];
        }
        _packed.Put(place, _scratch.AsSpan(0, PackedState.Pack(Words, _scratch)));
    }

    private void Open(CustomerId id, int place, bool fresh)
    {
        (_length, _edited) = (0, false);
        if (_packed.Has(place))
        {
            ReadOnlySpan<byte> packed = _packed.Of(place);
            int used = PackedState.Words(packed);
            // So that only the slack is cleared: the rest is written anyway.
            _length = Math.Min(used, _words.Length);
            PackedState.Unpack(packed, Resize(used + SlackWords));
        }
        else if (!fresh)
        {
            ValueTask<StoredState?> load = _store.Load(_partition, id.Utf8);
            StoredState? stored = load.IsCompletedSuccessfully ? load.Result : load.AsTask().GetAwaiter().GetResult();
            StateBytes.Restore(this, stored);
            _saved[place] = stored?.Applied ?? 0;
        }
        _bound = place;
    }
}
