using Actors.Oracle.Deciding;
using Actors.Oracle.Tests.Cases;
using Actors.Oracle.Tests.Generation;
using Xunit;

namespace Actors.Oracle.Tests;

/// <summary>The oracle itself: its candidate instants miss nothing.</summary>
public sealed class CompletenessTests
{
    [Fact]
    public void No_membership_changes_between_the_candidate_instants() =>
        Every.Case(300, RandomCase.Of, subject =>
        {
            var dice = new Dice((int)(subject.EndMs % 1_000_003));
            var customer = new OracleCustomer(new OracleCatalog(subject.Catalog, version: 1));
            long nowMs = long.MinValue;
            foreach (Line line in subject.Lines)
            {
                if (Probe(customer, dice, nowMs, line.ReceivedAtMs) is { } missed) return missed;
                customer.Apply(line.ToEntry());
                nowMs = line.ReceivedAtMs;
            }
            return Probe(customer, dice, nowMs, subject.EndMs);
        });

    private static string? Probe(OracleCustomer customer, Dice dice, long fromMs, long toMs)
    {
        if (fromMs == long.MinValue) return null;
        long[] probes = [.. Enumerable.Range(0, 5).Select(_ => fromMs + dice.Below(toMs - fromMs + 1)).Order()];
        foreach (long probe in probes)
        {
            customer.Advance(probe, position: 0);
            if (!customer.IsSettledAt(probe)) return $"changed unnoticed by {Setting.Text(probe)}";
        }
        return null;
    }
}
