using System.Buffers;
using System.Text;
using System.Text.Json;
using Actors.Oracle.Deciding;
using Actors.Oracle.History;
using Actors.Oracle.Tests.Cases;
using Actors.Oracle.Tests.Generation;
using Actors.Oracle.Tests.Running;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Values;
using Xunit;

namespace Actors.Oracle.Tests;

/// <summary>Lookup tables that change move exactly those whom their rows concern.</summary>
public sealed class TableTests
{
    [Fact]
    public void Every_change_of_a_table_gives_exactly_the_migrations_of_the_specification()
    {
        int byTable = 0;
        Every.Case(800, RandomCase.WithTables, subject =>
        {
            IReadOnlyList<Move> expected = Expected(subject);
            byTable += expected.Count(move => move.Cause == Actors.Segmentation.Deciding.CauseKind.Table);
            return Differences.Between(expected, Decided(subject));
        });
        Assert.True(byTable > 100, $"only {byTable} moves by tables");
    }

    private static IReadOnlyList<Move> Expected(Case subject)
    {
        var customer = new OracleCustomer(new OracleCatalog(subject.Catalog, version: 1));
        Play(
            subject,
            line => customer.Apply(line.ToEntry()),
            (change, version) => customer.SetTables(
                JsonDocument.Parse(change.Json).RootElement.EnumerateObject().ToDictionary(table => table.Name, table => table.Value),
                version, change.AtMs, change.Position));
        customer.Advance(subject.EndMs, EngineRun.EndPosition(subject));
        return customer.Memberships.Moves;
    }

    private static IReadOnlyList<Move> Decided(Case subject)
    {
        var run = new EngineRun(EngineRun.Compile(subject.Catalog, null, 1));
        Play(
            subject,
            line => run.Apply(line.ToRecord()),
            (change, version) => run.SetTables(run.Catalog.WithTables(Set(change.Json), version), change.Position, change.AtMs));
        run.Advance(EngineRun.EndPosition(subject), subject.EndMs);
        return run.Moves();
    }

    private static void Play(Case subject, Action<Line> apply, Action<TableChange, int> set)
    {
        int version = 1;
        var changes = new Queue<TableChange>(subject.Tables);
        foreach (Line line in subject.Lines)
        {
            while (changes.TryPeek(out TableChange? change) && change.Position < line.Position) set(changes.Dequeue(), ++version);
            apply(line);
        }
        while (changes.TryDequeue(out TableChange? change)) set(change, ++version);
    }

    private static TableSet Set(string json)
    {
        TableSet tables = TableSet.Empty;
        foreach (JsonProperty table in JsonDocument.Parse(json).RootElement.EnumerateObject())
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(table.Value.GetRawText()));
            reader.Read();
            var written = new ArrayBufferWriter<byte>();
            if (!DocWriter.TryWrite(ref reader, written, out DocError? error)) throw new InvalidOperationException(error?.Detail);
            tables = tables.With(table.Name, written.WrittenSpan.ToArray());
        }
        return tables;
    }
}
