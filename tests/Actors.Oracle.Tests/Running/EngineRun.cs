using System.Text;
using Actors.Oracle.History;
using Actors.Oracle.Tests.Cases;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Oracle.Tests.Running;

/// <summary>One customer of the engine under test, driven as a partition drives it.</summary>
internal sealed class EngineRun(Catalog first)
{
    private readonly DecisionSink sink = new();
    private readonly List<Migration> published = [];
    private readonly Dictionary<int, Unit> units = first.Units.ToDictionary(unit => unit.Id);
    private Decider decider = new(first);

    public ArrayMemory State { get; } = new();

    /// <summary>The state's words without the slack at the end, which depends on how the block grew.</summary>
    public ReadOnlySpan<long> Used => State.Words.IsEmpty
        ? [] : State.Words[..new CustomerReader(Catalog, State.Words).UsedWords];

    public Catalog Catalog => decider.Catalog;

    /// <summary>What the last call returned: when the customer falls due next.</summary>
    public long DueAtMs { get; private set; } = long.MaxValue;

    /// <summary>All migrations so far.</summary>
    public IReadOnlyList<Migration> Published => published;

    /// <summary>All contributions so far.</summary>
    public List<Contribution> Changes { get; } = [];

    /// <summary>Position of the record that moves time to the end of a case.</summary>
    public static long EndPosition(Case subject) => (subject.Lines.Count > 0 ? subject.Lines[^1].Position : 0) + 99;

    public static Catalog Compile(CatalogDefinition definition, Catalog? previous, int version)
    {
        CompileResult result = Catalog.Compile(definition, previous, version);
        return result.Catalog ?? throw new UncompiledException(string.Join("; ", result.Errors));
    }

    /// <summary>The whole case with its first catalog.</summary>
    public static EngineRun Of(Case subject)
    {
        var run = new EngineRun(Compile(subject.Catalog, null, 1));
        foreach (Line line in subject.Lines) run.Apply(line.ToRecord());
        run.Advance(EndPosition(subject), subject.EndMs);
        return run;
    }

    public void Apply(in Record record) => Take(decider.Apply(State, record, sink));

    public void Adopt(in Record record, ReadOnlySpan<Migration> facts) =>
        Take(decider.Adopt(State, record, facts, sink));

    public void Advance(long position, long toMs) =>
        Take(decider.Advance(State, Line.Customer, position, toMs, sink));

    /// <summary>Switches to another catalog, given what was applied so far.</summary>
    public void Switch(Catalog next, IEnumerable<Record> history, long position, long atMs)
    {
        if (!State.Words.IsEmpty) Advance(position, atMs);
        Catalog from = decider.Catalog;
        decider = new Decider(next);
        foreach (Unit unit in next.Units) units[unit.Id] = unit;
        if (State.Words.IsEmpty) return;
        decider.Prepare(State, from);
        if (next.NeedsHistory(from))
        {
            foreach (Record record in history) decider.Backfill(State, record, from);
        }
        if (next.NeedsPublished(from))
        {
            foreach (Migration migration in published) decider.BackfillPublished(State, migration, from);
        }
        Take(decider.Activate(State, Line.Customer, position, atMs, sink));
    }

    /// <summary>Switches to other lookup tables.</summary>
    public void SetTables(Catalog next, long position, long atMs)
    {
        if (!State.Words.IsEmpty) Advance(position, atMs);
        Catalog from = decider.Catalog;
        decider = new Decider(next);
        Take(decider.ActivateTables(State, Line.Customer, from, position, atMs, adopts: false, default, sink));
    }

    /// <summary>The migrations in the oracle's words.</summary>
    public IReadOnlyList<Move> Moves() => [.. published.Select(ToMove)];

    private void Take(long dueAtMs)
    {
        DueAtMs = dueAtMs;
        published.AddRange(sink.Migrations.Memory.Span);
        Changes.AddRange(sink.Changes.Memory.Span);
        sink.Clear();
    }

    private Move ToMove(Migration migration)
    {
        Unit unit = units[migration.Unit];
        return new Move(
            migration.Sequence,
            new UnitKey(unit.IsSegmentation ? UnitKind.Segmentation : UnitKind.Segment, unit.Key),
            Key(unit, migration.From),
            Key(unit, migration.To),
            migration.AtMs,
            migration.Cause,
            migration.Position,
            migration.CatalogVersion,
            Encoding.UTF8.GetString(migration.MessageId.Span),
            Encoding.UTF8.GetString(migration.Event.Span));
    }

    private static string? Key(Unit unit, int segment) =>
        segment == Migration.None ? null : unit.Segments.First(item => item.Id == segment).Key;
}
