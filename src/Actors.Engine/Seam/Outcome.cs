using Actors.Segmentation.Deciding;

namespace Actors.Engine.Seam;

public enum OutcomeKind
{
    Done,

    /// <summary>The customer lacks records after <see cref="Outcome.Applied"/>: send them again, with their facts.</summary>
    Behind,

    /// <summary>The caller is not the owner any more.</summary>
    Fenced,
}

/// <summary>What a turn did. What it points to is valid until the next turn of any customer that decides with the same memory.</summary>
/// <param name="Applied">Last position applied.</param>
/// <param name="DueAtMs">Earliest instant at which a membership can change without an event; <see cref="long.MaxValue"/>: never.</param>
/// <param name="Migrations">By (position, ordinal).</param>
/// <param name="Changes">Exact differences per segment, for the partials.</param>
/// <param name="Refused">Records of which nothing was kept.</param>
/// <param name="TraitBytes">After a turn that brought traits: the bytes all of the customer's take, and a little more; else −1.</param>
/// <param name="Failures">Units that could not be decided.</param>
public readonly record struct Outcome(
    OutcomeKind Kind,
    long Applied,
    long DueAtMs,
    ReadOnlyMemory<Migration> Migrations,
    ReadOnlyMemory<Contribution> Changes,
    ReadOnlyMemory<Refusal> Refused = default,
    int TraitBytes = -1,
    ReadOnlyMemory<Failure> Failures = default)
{
    /// <summary>A copy that outlives the next turn.</summary>
    public Outcome Kept() => this with
    {
        Migrations = Migrations.ToArray(),
        Changes = Changes.ToArray(),
        Refused = Refused.ToArray(),
        Failures = Failures.ToArray(),
    };
}
