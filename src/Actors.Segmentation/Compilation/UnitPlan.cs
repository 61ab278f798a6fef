using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;

namespace Actors.Segmentation.Compilation;

/// <summary>One unit, compiled.</summary>
/// <param name="unit">What it decides.</param>
/// <param name="cases">Its rules in order; an <c>otherwise</c> has none.</param>
internal sealed class UnitPlan(Unit unit, Rule[] cases)
{
    private readonly Rule[] _cases = Replacing is { } replace ? [.. cases.Select(rule => replace(unit, rule))] : cases;
    private readonly int[] _segments = [.. unit.Segments.Select(segment => segment.Id)];

    /// <summary>Only for tests: puts another rule in the place of a unit's, one that fails, say.</summary>
    public static Func<Unit, Rule, Rule>? Replacing { get; set; }

    public Unit Unit => unit;

    public int Id => unit.Id;

    /// <summary>Ranks of the units that look at this one's membership.</summary>
    public int[] Dependents { get; set; } = [];

    /// <summary>The segment of the first rule that holds, or <see cref="Migration.None"/>.</summary>
    /// <param name="until">An instant before which it stays so without a record.</param>
    public int Decide(ref Scope scope, out long until)
    {
        until = long.MaxValue;
        for (int i = 0; i < _cases.Length; i++)
        {
            bool holds = _cases[i].Holds(ref scope, out long limit);
            until = Math.Min(until, limit);
            if (holds) return _segments[i];
        }
        return unit.IsSegmentation ? _segments[^1] : Migration.None;
    }
}
