using Actors.Segmentation.Deciding;

namespace Actors.Engine.Partitions;

/// <summary>What a batch of applied records decided, until it is committed: migrations with their customers, and net changes per segment.</summary>
internal sealed class Gathering
{
    private readonly SortedDictionary<int, Contribution> _changes = [];
    private readonly List<(Migration Migration, int Slot)> _migrations = [];

    /// <summary>Input position up to which everything is in here.</summary>
    public long Covered { get; set; }

    public int Count => _migrations.Count;

    public bool IsEmpty => _migrations.Count == 0 && _changes.Count == 0;

    /// <summary>Net changes by segment.</summary>
    public List<Contribution> Changes()
    {
        var changes = new List<Contribution>(_changes.Count);
        foreach (Contribution change in _changes.Values)
        {
            if (change.Members != 0 || change.SpendMillionths != 0)
            {
                changes.Add(change);
            }
        }
        return changes;
    }

    public void Add(ReadOnlySpan<Migration> migrations, int slot)
    {
        foreach (ref readonly Migration migration in migrations)
        {
            _migrations.Add((migration, slot));
        }
    }

    public void Add(ReadOnlySpan<Contribution> changes)
    {
        foreach (Contribution change in changes)
        {
            _changes.TryGetValue(change.Segment, out Contribution sum);
            _changes[change.Segment] = new Contribution(change.Segment, sum.Members + change.Members, sum.SpendMillionths + change.SpendMillionths);
        }
    }

    /// <summary>The migrations of one customer decided in this batch, by position.</summary>
    public List<Migration> Of(int slot)
    {
        var found = new List<Migration>();
        foreach ((Migration migration, int owner) in _migrations)
        {
            if (owner == slot)
            {
                found.Add(migration);
            }
        }
        return found;
    }

    /// <summary>
    /// The migrations by (position, ordinal). Where a record moved several customers, their order is that in which they were added, which the
    /// partition chose by due instant and id; ordinals then run through all of them.
    /// </summary>
    public (Migration[] Migrations, int[] Slots) Ordered()
    {
        var order = new int[_migrations.Count];
        var keys = new long[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            keys[i] = _migrations[i].Migration.Position;
        }
        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
        var migrations = new Migration[order.Length];
        var slots = new int[order.Length];
        int ordinal = 0;
        for (int i = 0; i < order.Length; i++)
        {
            (Migration migration, slots[i]) = _migrations[order[i]];
            ordinal = i > 0 && migrations[i - 1].Position == migration.Position ? ordinal + 1 : 0;
            migrations[i] = migration with { Ordinal = ordinal };
        }
        return (migrations, slots);
    }

    public void Clear()
    {
        _migrations.Clear();
        _changes.Clear();
    }
}
