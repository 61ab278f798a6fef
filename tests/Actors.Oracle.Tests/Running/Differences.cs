using System.Text;
using Actors.Oracle.History;
using Actors.Oracle.Tests.Generation;

namespace Actors.Oracle.Tests.Running;

/// <summary>What differs between two lists of migrations, for people.</summary>
internal static class Differences
{
    /// <summary>Null when they are equal.</summary>
    public static string? Between(IReadOnlyList<Move> expected, IReadOnlyList<Move> actual)
    {
        if (expected.SequenceEqual(actual)) return null;
        var text = new StringBuilder("first difference at ");
        int at = 0;
        while (at < expected.Count && at < actual.Count && expected[at] == actual[at]) at++;
        text.AppendLine($"migration {at + 1}");
        Append(text, "expected", expected, at);
        Append(text, "actual", actual, at);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, IReadOnlyList<Move> moves, int at)
    {
        text.AppendLine($"{title}:");
        for (int i = Math.Max(0, at - 2); i < Math.Min(moves.Count, at + 3); i++)
        {
            Move move = moves[i];
            text.AppendLine(
                $"  {(i == at ? ">" : " ")} {move.Sequence}. {move.Unit}: {move.From ?? "–"} → {move.To ?? "–"}" +
                $" at {Setting.Text(move.AtMs)} ({move.Cause} {move.MessageId} {move.Event})" +
                $" position {move.Position} version {move.CatalogVersion}");
        }
        if (at >= moves.Count) text.AppendLine("  > (nothing more)");
    }
}
