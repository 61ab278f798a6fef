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

    /// <summary>What changed it last; null: not known.</summary>
    public ClauseCause? Cause { get; set; }

    public bool IsSettled => _changesAt is not null;

    public bool Holds => _holds;

    public long? ChangesAt => _changesAt;

    public IReadOnlyList<Part> Parts => parts;

    /// <summary>This one and all below it.</summary>
    public IEnumerable<Part> All => parts.SelectMany(part => part.All).Prepend(this);

    /// <summary>How it stands now.</summary>
    public void Begin(ref Scope scope)
    {
        _holds = Test(ref scope, out long until);
        Next = until;
        _value = Shown(value, ref scope);
        _threshold = Shown(threshold, ref scope);
    }

    /// <summary>How it stands at a later instant.</summary>
    public void Watch(ref Scope scope)
    {
        bool holds = Test(ref scope, out long until);
        Next = until;
        if (holds != _holds) _changesAt = scope.Now;
    }

    /// <summary>Whether it holds; one that cannot be evaluated does not.</summary>
    public bool Test(ref Scope scope, out long until)
    {
        long now = scope.Now;
        try
        {
            return rule.Holds(ref scope, out until);
        }
        catch (Exception e) when (Failure.IsOfRule(e))
        {
            scope.Now = now;
            until = long.MaxValue;
            return false;
        }
    }

    public Clause ToClause() => new(
        text, sentence, op, _value, _threshold, _holds, _changesAt, Cause, [.. parts.Select(part => part.ToClause())]);

    private static ReadOnlyMemory<byte>? Shown(Operand? operand, ref Scope scope) =>
        operand is null ? null : FeatureDocument.Of(operand, ref scope);
}
