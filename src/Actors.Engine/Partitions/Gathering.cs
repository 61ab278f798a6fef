using System.Runtime.InteropServices;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>What a batch of applied records decided, until it is committed: migrations with their customers, and net changes per segment.</summary>
internal sealed class Gathering
{
    private readonly SegmentSums _changes = new();
    private readonly List<(Migration Migration, int Slot)> _migrations = [];
    private readonly List<FailedTurn> _failures = [];

    /// <summary>Input position up to which everything is in here.</summary>
    public long Covered { get; set; }

    public int Count => _migrations.Count;

    public bool IsEmpty => _migrations.Count == 0 && _changes.IsEmpty;

    /// <summary>Turns that could not be decided as a whole.</summary>
    public IReadOnlyList<FailedTurn> Failures => _failures;

    /// <summary>Net changes by segment.</summary>
    public Contribution[] Changes() => _changes.Net();

    /// <param name="at">Position at which they are published; 0: that of the record they were decided for.</param>
    public void Add(ReadOnlySpan<Migration> migrations, int slot, long at = 0)
    {
        foreach (ref readonly Migration migration in migrations)
        {
            _migrations.Add((at == 0 ? migration : migration with { Position = at }, slot));
        }
    }

    public void Add(ReadOnlySpan<Contribution> changes)
    {
        foreach (ref readonly Contribution change in changes)
        {
            _changes.Add(change);
        }
    }

    public void Add(ReadOnlyMemory<Failure> failures, CustomerId customer, long atMs)
    {
        if (!failures.IsEmpty)
        {
            _failures.Add(new FailedTurn(customer, atMs, failures.ToArray()));
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
        Span<(Migration Migration, int Slot)> added = CollectionsMarshal.AsSpan(_migrations);
        var order = new int[added.Length];
        var keys = new long[added.Length];
        bool sorted = true;
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            // A batch spans few positions: with the place behind it the key is unique, and the sort stable.
            keys[i] = ((added[i].Migration.Position - added[0].Migration.Position) << 32) + i;
            sorted &= i == 0 || keys[i] > keys[i - 1];
        }
        if (!sorted)
        {
            Array.Sort(keys, order);
        }
        var migrations = new Migration[order.Length];
        var slots = new int[order.Length];
        int ordinal = 0;
        for (int i = 0; i < order.Length; i++)
        {
            ref readonly (Migration Migration, int Slot) from = ref added[order[i]];
            slots[i] = from.Slot;
            ordinal = i > 0 && migrations[i - 1].Position == from.Migration.Position ? ordinal + 1 : 0;
            migrations[i] = from.Migration with { Ordinal = ordinal };
        }
        return (migrations, slots);
    }

    public void Clear()
    {
        _migrations.Clear();
        _changes.Clear();
        _failures.Clear();
    }

    /// <param name="AtMs"><c>receivedAt</c> of the turn's last record.</param>
    internal readonly record struct FailedTurn(CustomerId Customer, long AtMs, Failure[] Failures);
}
