using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// Groups a run of records by customer, keeping each customer's order, so that a customer is called once per run. Customers come in the
/// order of their first record.
/// </summary>
internal sealed class TurnGroups
{
    private const int ExpectedTogether = 16;
    private readonly List<Group> _groups = [];
    private Record[] _scratch = new Record[64];
    private int[] _next = [];
    private int[] _table = new int[128];
    private int _mask;
    private int _used;

    public IReadOnlyList<Group> Groups => _groups;

    public void Build(ReadOnlyMemory<Record> records, ReadOnlySpan<int> slots)
    {
        Clear();
        int count = slots.Length;
        if (_next.Length < count)
        {
            _next = new int[count * 2];
            _scratch = new Record[count * 2];
            _table = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count * 4)];
        }
        // As large as this run needs, not as the largest run ever needed: small runs are the usual ones.
        _mask = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count * 2) - 1;
        Array.Clear(_table, 0, _mask + 1);
        Span<int> tails = count <= 1_024 ? stackalloc int[count] : new int[count];
        for (int i = 0; i < count; i++)
        {
            _next[i] = -1;
            int group = FindOrAdd(slots[i], i);
            if (_groups[group].First != i)
            {
                _next[tails[group]] = i;
            }
            tails[group] = i;
        }
        Lay(records);
    }

    /// <summary>Called before each group is: has the states of the next few customers fetched, together.</summary>
    public void Expect(int group, CustomerIndex index, IDirectory directory)
    {
        if (group % ExpectedTogether != 0)
        {
            return;
        }
        Span<long> hints = stackalloc long[ExpectedTogether];
        int count = Math.Min(ExpectedTogether, _groups.Count - group);
        for (int i = 0; i < count; i++)
        {
            hints[i] = index[_groups[group + i].Slot].Hint;
        }
        directory.Expect(hints[..count]);
    }

    /// <summary>Lets go of the records: their bytes are those of whole requests, or blocks.</summary>
    public void Clear()
    {
        _groups.Clear();
        Array.Clear(_scratch, 0, _used);
        _used = 0;
    }

    /// <summary>A customer with one record gets a slice of the run; others' records are laid side by side.</summary>
    private void Lay(ReadOnlyMemory<Record> records)
    {
        _used = 0;
        for (int g = 0; g < _groups.Count; g++)
        {
            Group group = _groups[g];
            if (_next[group.First] < 0)
            {
                _groups[g] = group with { Records = records.Slice(group.First, 1) };
                continue;
            }
            int start = _used;
            for (int i = group.First; i >= 0; i = _next[i])
            {
                _scratch[_used++] = records.Span[i];
            }
            _groups[g] = group with { Records = _scratch.AsMemory(start, _used - start) };
        }
    }

    private int FindOrAdd(int slot, int first)
    {
        int mask = _mask;
        for (int at = (int)((uint)slot * 2654435761u) & mask; ; at = (at + 1) & mask)
        {
            int group = _table[at] - 1;
            if (group < 0)
            {
                _groups.Add(new Group(slot, first, default));
                _table[at] = _groups.Count;
                return _groups.Count - 1;
            }
            if (_groups[group].Slot == slot)
            {
                return group;
            }
        }
    }

    internal readonly record struct Group(int Slot, int First, ReadOnlyMemory<Record> Records);
}
