using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>Published migrations by input position, for recovery: what was published is adopted, never decided again.</summary>
internal sealed class FactsByPosition
{
    private readonly Dictionary<long, List<Migration>> _facts = [];

    public static FactsByPosition None { get; } = new();

    /// <summary>Input position up to which the outbox is complete.</summary>
    public long UpTo { get; private set; }

    public void Add(Migration[] migrations, long covered)
    {
        foreach (Migration migration in migrations)
        {
            if (!_facts.TryGetValue(migration.Position, out List<Migration>? at))
            {
                _facts[migration.Position] = at = [];
            }
            at.Add(migration);
        }
        UpTo = Math.Max(UpTo, covered);
    }

    public IReadOnlyList<Migration> At(long position) => _facts.TryGetValue(position, out List<Migration>? at) ? at : [];

    /// <summary>One customer's facts at the positions of its records.</summary>
    public Migration[] Of(ReadOnlySpan<Record> records, CustomerId customer)
    {
        if (_facts.Count == 0)
        {
            return [];
        }
        var found = new List<Migration>();
        foreach (ref readonly Record record in records)
        {
            foreach (Migration migration in At(record.Position))
            {
                if (migration.Customer == customer)
                {
                    found.Add(migration);
                }
            }
        }
        return [.. found];
    }
}
