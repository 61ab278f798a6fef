using Actors.Oracle.History;
using Actors.Segmentation.Deciding;

namespace Actors.Oracle.Tests.Running;

/// <summary>Counts what the cases brought about, to show that they are not empty.</summary>
internal sealed class Tally
{
    private int cases;
    private int still;
    private readonly SortedDictionary<CauseKind, int> moves = [];

    public void Add(IReadOnlyList<Move> life)
    {
        cases++;
        if (life.Count < 2) still++;
        foreach (Move move in life) moves[move.Cause] = moves.GetValueOrDefault(move.Cause) + 1;
    }

    /// <summary>How many migrations of a cause there were.</summary>
    public int Of(CauseKind cause) => moves.GetValueOrDefault(cause);

    public override string ToString() =>
        $"{cases} cases, {still} of them with fewer than two migrations; " +
        string.Join(", ", moves.Select(pair => $"{pair.Value} by {pair.Key}"));
}
