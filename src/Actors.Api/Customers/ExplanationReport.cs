using Actors.Api.Changes;
using Actors.Api.Json;
using Actors.Engine.Seam;
using Actors.Segmentation.Explaining;
using Actors.Segmentation.Language.Speaking;

namespace Actors.Api.Customers;

/// <summary>Why a customer is in a segment, or is not.</summary>
/// <param name="Segment">Its address.</param>
/// <param name="Member">Whether the customer is in it.</param>
/// <param name="Since">When the customer entered; null: no member.</param>
/// <param name="Reason">What made the customer enter; null: no member.</param>
/// <param name="Until">When that changes if nothing happens; null: never, or not within two years.</param>
/// <param name="Tree">The rule. In a segmentation: none of the segments before, and its own.</param>
internal sealed record ExplanationReport(
    string Segment, bool Member, Instant AsOf, int CatalogVersion, Instant? Since, string? Reason, Instant? Until, ClauseReport Tree)
{
    public static ExplanationReport Of(CustomerView view, string segment)
    {
        Explanation explanation = view.Explanation!;
        MembershipView? membership = view.Memberships.FirstOrDefault(m => m.Segment == explanation.Segment);
        return new(
            segment,
            explanation.IsMember,
            new(view.AsOfMs),
            view.CatalogVersion,
            Instant.Of(membership?.SinceMs),
            membership is null ? null : Change.KindOf(membership.Reason),
            Instant.Of(explanation.UntilMs),
            ClauseReport.Of(explanation.Tree));
    }
}

/// <summary>One condition, as it stands for the customer.</summary>
/// <param name="Text">As the language writes it.</param>
/// <param name="Sentence">The same in plain words, in English and French.</param>
/// <param name="Op">
/// <c>and</c>, <c>or</c>, <c>not</c>, <c>atLeast</c>, a comparison's sign, <c>between</c>, <c>in</c>, <c>contains</c>, <c>startsWith</c>, <c>endsWith</c>,
/// <c>matches</c>, <c>has</c>, <c>isTrue</c>, <c>member</c>, <c>wasMember</c>, <c>sequence</c>, <c>otherwise</c>.
/// </param>
/// <param name="Value">What is compared; null: missing, or nothing is.</param>
/// <param name="Threshold">What it is compared with; null likewise.</param>
/// <param name="Until">When it changes if nothing happens; null: never, or not within two years.</param>
/// <param name="Cause">What changed it last; null: not known (a customer with very many records).</param>
/// <param name="Clauses">Its parts.</param>
internal sealed record ClauseReport(
    string Text, Sentence Sentence, string Op, Document Value, Document Threshold, bool Holds, Instant? Until,
    ClauseCauseReport? Cause, IReadOnlyList<ClauseReport> Clauses)
{
    public static ClauseReport Of(Clause clause) => new(
        clause.Text,
        clause.Sentence,
        clause.Op,
        new(clause.Value ?? default),
        new(clause.Threshold ?? default),
        clause.Holds,
        Instant.Of(clause.UntilMs),
        ClauseCauseReport.Of(clause.Cause),
        [.. clause.Clauses.Select(Of)]);
}

/// <summary>What made a clause hold, or hold no longer, last.</summary>
/// <param name="Kind"><c>event</c> or <c>clock</c>.</param>
/// <param name="Event">The event's name; null for the clock, and where traits were told.</param>
internal sealed record ClauseCauseReport(string Kind, Instant At, string? MessageId, string? Event)
{
    public static ClauseCauseReport? Of(ClauseCause? cause) => cause is null
        ? null
        : new(Change.KindOf(cause.Kind), new(cause.AtMs), TextOf(cause.MessageId), TextOf(cause.Event));

    private static string? TextOf(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty ? null : System.Text.Encoding.UTF8.GetString(utf8.Span);
}
