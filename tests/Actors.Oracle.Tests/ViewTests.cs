using System.Numerics;
using Actors.Oracle.Deciding;
using Actors.Oracle.History;
using Actors.Oracle.Numbers;
using Actors.Oracle.Tests.Cases;
using Actors.Oracle.Tests.Generation;
using Actors.Oracle.Tests.Running;
using Actors.Oracle.Values;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Explaining;
using Actors.Segmentation.Language.Tree;
using Xunit;

namespace Actors.Oracle.Tests;

/// <summary>What is shown of a customer agrees with what was published.</summary>
public sealed class ViewTests
{
    [Fact]
    public void Memberships_say_since_when_and_why() =>
        Every.Case(300, RandomCase.Of, subject =>
        {
            IReadOnlyList<Move> moves = OracleRun.Of(subject);
            EngineRun run = EngineRun.Of(subject);
            string[] expected = [.. moves
                .GroupBy(move => move.Unit)
                .Select(unit => unit.Last())
                .Where(move => move.To is not null)
                .Select(move => $"{move.Unit}/{move.To} since {move.AtMs} by {move.Cause}")
                .Order(StringComparer.Ordinal)];
            string[] actual = [.. new CustomerReader(run.Catalog, run.State.Words).Memberships()
                .Select(membership => Shown(run.Catalog, membership))
                .Order(StringComparer.Ordinal)];
            return expected.SequenceEqual(actual)
                ? null : $"expected {string.Join("; ", expected)}\nactual {string.Join("; ", actual)}";
        });

    [Fact]
    public void Contributions_add_up_to_the_memberships_and_their_spend() =>
        Every.Case(300, RandomCase.Of, subject =>
        {
            EngineRun run = EngineRun.Of(subject);
            var reader = new CustomerReader(run.Catalog, run.State.Words);
            HashSet<int> inside = [.. reader.Memberships().Select(membership => membership.Segment)];
            foreach (Segment segment in run.Catalog.Units.SelectMany(unit => unit.Segments))
            {
                Contribution[] changes = [.. run.Changes.Where(change => change.Segment == segment.Id)];
                int members = changes.Sum(change => change.Members);
                BigInteger spend = changes.Aggregate(BigInteger.Zero, (sum, change) => sum + (BigInteger)change.SpendMillionths);
                BigInteger expected = inside.Contains(segment.Id) ? (BigInteger)reader.SpendMillionths : 0;
                if (members != (inside.Contains(segment.Id) ? 1 : 0)) return $"{segment.Address} has {members} members";
                if (spend != expected) return $"{segment.Address} has spend {spend}, the customer {expected}";
            }
            return null;
        });

    [Fact]
    public void Spend_is_orders_minus_refunds() =>
        Every.Case(300, RandomCase.Of, subject =>
        {
            if (subject.Lines.Count == 0 || subject.Catalog.Retention is not null) return null;
            EngineRun run = EngineRun.Of(subject);
            var customer = new OracleCustomer(new OracleCatalog(subject.Catalog, version: 1));
            foreach (Line line in subject.Lines) customer.Apply(line.ToEntry());
            Datum? expected = customer.Read("spend()", subject.EndMs);
            var actual = new Number(Rational.OfMillionths(
                (BigInteger)new CustomerReader(run.Catalog, run.State.Words).SpendMillionths));
            return ((Number)expected!).Value.SameAs(actual.Value) ? null : $"expected {expected}, actual {actual}";
        });

    [Fact]
    public void A_look_ahead_says_when_the_customer_leaves() =>
        Every.Case(300, RandomCase.Of, subject =>
        {
            EngineRun run = EngineRun.Of(subject);
            Case later = subject with { EndMs = subject.EndMs + 740L * 86_400_000 };
            IReadOnlyList<Move> future = [.. OracleRun.Of(later).Skip(run.Published.Count)];
            foreach (Membership membership in new CustomerReader(run.Catalog, run.State.Words).Memberships())
            {
                Segment segment = run.Catalog.Segment(membership.Segment);
                (long? leaves, long? notBefore) =
                    LookAhead.LeavesAt(run.Catalog, run.State.Words, segment.Id, subject.EndMs);
                long? expected = future.FirstOrDefault(move => IsOut(move, run.Catalog, segment))?.AtMs;
                bool agrees = notBefore is { } bound ? leaves is null && !(expected < bound) : leaves == expected;
                if (!agrees) return $"{segment.Address}: leaves at {leaves}, not before {notBefore}, expected {expected}";
            }
            return null;
        });

    [Fact]
    public void An_explanation_agrees_with_the_decision_clause_by_clause() =>
        Every.Case(200, RandomCase.Of, subject =>
        {
            EngineRun run = EngineRun.Of(subject);
            if (run.State.Words.IsEmpty) return null;
            Case later = subject with { EndMs = subject.EndMs + 740L * 86_400_000 };
            IReadOnlyList<Move> future = [.. OracleRun.Of(later).Skip(run.Published.Count)];
            foreach (Segment segment in run.Catalog.Units.SelectMany(unit => unit.Segments))
            {
                Explanation why = Explainer.Explain(run.Catalog, run.State.Words, segment.Id, subject.EndMs);
                if (why.IsMember != why.Tree.Holds) return $"{segment.Address}: member {why.IsMember}, but the rule says {why.Tree.Holds}";
                if (Disagreement(why.Tree) is { } text) return $"{segment.Address}: {text}";
                long? change = future.FirstOrDefault(move => why.IsMember ? IsOut(move, run.Catalog, segment) : IsIn(move, run.Catalog, segment))?.AtMs;
                // The look ahead ends after many steps, or two years.
                if (why.UntilMs is { } until && until != change) return $"{segment.Address}: until {until}, expected {change}";
                if (why.UntilMs is null && change < subject.EndMs + 86_400_000L) return $"{segment.Address}: until never, expected {change}";
            }
            return null;
        });

    /// <summary>Where a clause says something else than its parts do.</summary>
    private static string? Disagreement(Clause clause)
    {
        bool? expected = clause.Op switch
        {
            "and" => clause.Clauses.All(part => part.Holds),
            "or" => clause.Clauses.Any(part => part.Holds),
            "not" => !clause.Clauses[0].Holds,
            _ => null,
        };
        return expected is { } holds && holds != clause.Holds
            ? $"'{clause.Text}' holds: {clause.Holds}, by its parts {holds}"
            : clause.Clauses.Select(Disagreement).FirstOrDefault(text => text is not null);
    }

    private static bool IsIn(Move move, Catalog catalog, Segment segment) =>
        move.To == segment.Key && move.Unit == KeyOf(catalog.Unit(segment.Unit));

    private static bool IsOut(Move move, Catalog catalog, Segment segment) =>
        move.From == segment.Key && move.Unit == KeyOf(catalog.Unit(segment.Unit));

    private static UnitKey KeyOf(Unit unit) =>
        new(unit.IsSegmentation ? UnitKind.Segmentation : UnitKind.Segment, unit.Key);

    private static string Shown(Catalog catalog, Membership membership) =>
        $"{catalog.Unit(membership.Unit).Key}/{catalog.Segment(membership.Segment).Key}" +
        $" since {membership.SinceMs} by {membership.Reason}";
}
