using System.Text.Json;
using Actors.Oracle.History;
using Actors.Oracle.Values;

namespace Actors.Oracle.Evaluation;

/// <summary>Traits: per top-level key the greatest (timestamp, receivedAt, source, log order) wins.</summary>
public static class TraitFacts
{
    /// <summary>The value of a trait's path; a null that wins deletes.</summary>
    public static JsonElement? Find(IReadOnlyList<Entry> entries, IReadOnlyList<string> path)
    {
        Entry? winner = entries
            .Where(entry => entry.IsIdentify && JsonPath.Member(entry.Traits, path[0]) is not null)
            .OrderBy(entry => entry.TimestampMs)
            .ThenBy(entry => entry.ReceivedAtMs)
            .ThenBy(entry => entry.Source, StringComparer.Ordinal)
            .ThenBy(entry => entry.Position)
            .LastOrDefault();
        return winner is null ? null : JsonPath.Follow(winner.Traits, path);
    }
}
