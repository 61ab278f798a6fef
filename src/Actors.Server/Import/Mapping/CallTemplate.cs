using Actors.Server.Import.Expressions;

namespace Actors.Server.Import.Mapping;

/// <summary>One call that a group of rows makes, if <paramref name="When"/> holds.</summary>
/// <param name="Once">A key: only the first group with it makes the call (an <c>identify</c> per customer, not per
/// row).</param>
/// <param name="Texts">Fields of the call that are texts: type, ids, event.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Payloads">properties, traits, context.</param>
internal sealed record CallTemplate(
    Expression? When, Expression? Once, IReadOnlyList<(string Field, Expression Value)> Texts, Expression Timestamp,
        IReadOnlyList<(string Field, Template Value)> Payloads)
{
    /// <summary>Keys of <see cref="Once"/> seen so far.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);
}
