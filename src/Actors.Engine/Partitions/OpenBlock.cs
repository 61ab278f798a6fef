using System.Runtime.InteropServices;
using Actors.Engine.Codec;

namespace Actors.Engine.Partitions;

/// <summary>Records that have a position and wait for their block to be written.</summary>
internal sealed class OpenBlock
{
    private readonly List<PendingRecord> _pending = [];
    private readonly List<int> _slots = [];
    private readonly List<UInt128> _fingerprints = [];

    public int Count => _pending.Count;

    /// <summary>Position of the first record.</summary>
    public long First { get; private set; }

    /// <summary>Records that concern a customer: they hold room in the lane.</summary>
    public int Customers { get; private set; }

    public long Bytes { get; private set; }

    public ReadOnlySpan<PendingRecord> Pending => CollectionsMarshal.AsSpan(_pending);

    public ReadOnlySpan<int> Slots => CollectionsMarshal.AsSpan(_slots);

    public ReadOnlySpan<UInt128> Fingerprints => CollectionsMarshal.AsSpan(_fingerprints);

    /// <summary>Empties the block, to be used again.</summary>
    public void Clear()
    {
        _pending.Clear();
        _slots.Clear();
        _fingerprints.Clear();
        (First, Customers, Bytes) = (0, 0, 0);
    }

    public bool IsFull(PartitionOptions options) => Count >= options.BlockRecordsMax || Bytes >= options.BlockBytesMax;

    public void Add(long position, in PendingRecord record, int slot, UInt128 fingerprint)
    {
        if (Count == 0)
        {
            First = position;
        }
        Customers += slot >= 0 ? 1 : 0;
        Bytes += record.Item.Body.Length + record.Item.Customer.Utf8.Length + record.Item.MessageId.Length + 64;
        _pending.Add(record);
        _slots.Add(slot);
        _fingerprints.Add(fingerprint);
    }

    /// <summary>It never happened: what is known of its customers is as it was before.</summary>
    public void Undo(CustomerIndex index, TraitRoom traits)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            if (_slots[i] >= 0)
            {
                index[_slots[i]].InputBlock = _pending[i].PreviousBlock;
                traits.Gone(_slots[i], _pending[i].Item.Kind, _pending[i].Item.Body.Length);
            }
        }
    }
}
