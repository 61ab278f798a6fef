using Actors.Segmentation.Compilation;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Language.Speaking;

namespace Actors.Segmentation.Explaining;

/// <summary>One condition while it is watched: whether it holds, and when that changes.</summary>
internal sealed class Part(string text, Sentence sentence, string op, Rule rule, Operand? value, Operand? threshold, Part[] parts)
{
    private ReadOnlyMemory<byte>? _value;
    private ReadOnlyMemory<byte>? _threshold;
    private bool _holds;
    private long? _changesAt;

    /// <summary>The next instant at which it must be looked at again; <see cref="long.MaxValue"/>: never, by itself.</summary>
    public long Next { get; private set; }

    public Rule Rule => rule;

    /// <summary>What changed it last; null: not known.</summary>
    public ClauseCause? Cause { get; set; }

    public bool IsSettled => _changesAt is not null;

    public bool Holds => _holds;

    public long? ChangesAt => _changesAt;

    /// <summary>This one and all below it.</summary>
    public IEnumerable<Part> All => parts.SelectMany(part => part.All).Prepend(this);

    /// <summary>How it stands now.</summary>
    public void Begin(ref Scope scope)
    {
        _holds = rule.Holds(ref scope, out long until);
        Next = until;
        _value = Shown(value, ref scope);
        _threshold = Shown(threshold, ref scope);
    }

    /// <summary>How it stands at a later instant.</summary>
    public void Watch(ref Scope scope)
    {
        bool holds = rule.Holds(ref scope, out long until);
        Next = until;
        if (holds != _holds) _changesAt = scope.Now;
    }

    public Clause ToClause() => new(
        text, sentence, op, _value, _threshold, _holds, _changesAt, Cause, [.. parts.Select(part => part.ToClause())]);

    private static ReadOnlyMemory<byte>? Shown(Operand? operand, ref Scope scope)
    {
        if (operand is null) return null;
        operand.Read(ref scope, out Datum datum, out _);
        return FeatureDocument.Of(datum, scope.Work);
    }
}
