using System.Text.Json;
using Actors.Oracle.History;

namespace Actors.Oracle.Evaluation;

/// <summary>All that a rule may look at: the records received so far, what was published so far, and the instant.</summary>
public sealed record View(IReadOnlyList<Entry> Entries, MembershipHistory Memberships, long NowMs)
{
    /// <summary>The lookup tables as they are set then: rows by key, by the table's name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Tables { get; init; } = new Dictionary<string, JsonElement>();
}
