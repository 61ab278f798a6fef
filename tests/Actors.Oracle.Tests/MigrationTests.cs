using Actors.Oracle.History;
using Actors.Oracle.Tests.Cases;
using Actors.Oracle.Tests.Generation;
using Actors.Oracle.Tests.Running;
using Xunit;
using Xunit.Abstractions;

namespace Actors.Oracle.Tests;

/// <summary>The engine's migrations are those of the oracle: instants, order, sequence numbers, causes.</summary>
public sealed class MigrationTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_history_gives_exactly_the_migrations_of_the_specification()
    {
        var tally = new Tally();
        Every.Case(1_500, RandomCase.Of, subject =>
        {
            IReadOnlyList<Move> expected = OracleRun.Of(subject);
            tally.Add(expected);
            return Differences.Between(expected, EngineRun.Of(subject).Moves());
        });
        output.WriteLine($"{tally}; left out: {NotYet.Summary}");
    }
}
