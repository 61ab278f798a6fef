namespace Actors.Engine.Partitions;

/// <summary>The partition's due times, earliest first: a four-way heap of slots that knows where each customer stands in it.</summary>
internal sealed class DueHeap(CustomerIndex index)
{
    private int[] _slots = new int[32];

    public int Count { get; private set; }

    /// <summary>Earliest due instant; <see cref="long.MaxValue"/> when nothing is due.</summary>
    public long NextMs => Count == 0 ? long.MaxValue : index[_slots[0]].DueAtMs;

    /// <summary>Sets a customer's due instant.</summary>
    public void Set(int slot, long dueAtMs)
    {
        ref CustomerIndex.Entry entry = ref index[slot];
        long before = entry.DueAtMs;
        entry.DueAtMs = dueAtMs;
        if (dueAtMs == long.MaxValue)
        {
            if (entry.HeapAt >= 0)
            {
                RemoveAt(entry.HeapAt);
            }
            return;
        }
        if (entry.HeapAt < 0)
        {
            if (Count == _slots.Length)
            {
                Array.Resize(ref _slots, Count * 2);
            }
            Up(Count++, slot);
        }
        else if (dueAtMs < before)
        {
            Up(entry.HeapAt, slot);
        }
        else if (dueAtMs > before)
        {
            Down(entry.HeapAt, slot);
        }
    }

    /// <summary>Removes and answers a customer due at or before an instant; −1: none. Its due instant becomes unknown until set.</summary>
    public int TakeDue(long toMs)
    {
        if (NextMs > toMs)
        {
            return -1;
        }
        int slot = _slots[0];
        RemoveAt(0);
        return slot;
    }

    /// <summary>Whether more than <paramref name="limit"/> customers are due at or before an instant; looks at no others.</summary>
    public bool HasMoreDueThan(int limit, long toMs)
    {
        int found = 0;
        var open = new Stack<int>();
        open.Push(0);
        while (open.TryPop(out int at))
        {
            if (at >= Count || index[_slots[at]].DueAtMs > toMs)
            {
                continue;
            }
            if (++found > limit)
            {
                return true;
            }
            for (int child = at * 4 + 1; child <= at * 4 + 4; child++)
            {
                open.Push(child);
            }
        }
        return false;
    }

    private void RemoveAt(int at)
    {
        index[_slots[at]].HeapAt = -1;
        int last = _slots[--Count];
        if (at == Count)
        {
            return;
        }
        if (at > 0 && index[last].DueAtMs < index[_slots[(at - 1) / 4]].DueAtMs)
        {
            Up(at, last);
        }
        else
        {
            Down(at, last);
        }
    }

    private void Up(int at, int slot)
    {
        long due = index[slot].DueAtMs;
        while (at > 0)
        {
            int parent = (at - 1) / 4;
            if (index[_slots[parent]].DueAtMs <= due)
            {
                break;
            }
            Put(at, _slots[parent]);
            at = parent;
        }
        Put(at, slot);
    }

    private void Down(int at, int slot)
    {
        long due = index[slot].DueAtMs;
        while (true)
        {
            int least = -1;
            long leastDue = due;
            int child = at * 4 + 1;
            for (int end = Math.Min(child + 4, Count); child < end; child++)
            {
                long childDue = index[_slots[child]].DueAtMs;
                if (childDue < leastDue)
                {
                    least = child;
                    leastDue = childDue;
                }
            }
            if (least < 0)
            {
                break;
            }
            Put(at, _slots[least]);
            at = least;
        }
        Put(at, slot);
    }

    private void Put(int at, int slot)
    {
        _slots[at] = slot;
        index[slot].HeapAt = at;
    }
}
