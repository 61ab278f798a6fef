using System.Globalization;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;
using Actors.Segmentation.Tests.Deciding;
using Record = Actors.Segmentation.Records.Record;

namespace Actors.Segmentation.Tests.Oracle;

/// <summary>Random catalogs with units that now and then throw, beside the same catalogs without them.</summary>
public class FailureTests
{
    private static readonly int Cases =
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_SEEDS"), CultureInfo.InvariantCulture, out int cases) ? cases : 150;

    [Fact]
    public void All_other_units_move_as_if_it_were_not_there()
    {
        int failures = 0;
        for (int seed = 1; seed <= Cases; seed++)
        {
            (CatalogDefinition sound, CatalogDefinition faulty, List<Record> history) = Make(seed);
            Run without = new(sound), with = new(faulty);
            foreach (Record record in history)
            {
                without.Apply(record);
                with.Apply(record);
            }
            with.Moves.Where(m => !m.Unit.StartsWith("faulty", StringComparison.Ordinal)).Select(m => m.ToString())
                .ShouldBe(without.Moves.Select(m => m.ToString()), $"seed {seed}");
            with.Moves.Where(m => m.Unit.StartsWith("faulty", StringComparison.Ordinal)).ShouldAllBe(m => !FaultyRule.ThrowsAt(m.AtMs));
            with.Failures.ShouldAllBe(unit => unit.StartsWith("faulty", StringComparison.Ordinal));
            failures += with.Failures.Count;
            without.Failures.ShouldBeEmpty();
        }
        failures.ShouldBeGreaterThan(Cases);
    }

    [Fact]
    public void A_replay_fails_alike_and_reaches_the_same_state()
    {
        for (int seed = 1; seed <= Cases; seed++)
        {
            (_, CatalogDefinition faulty, List<Record> history) = Make(seed);
            Run decided = new(faulty), replayed = new(faulty), adopted = new(faulty);
            foreach (Record record in history)
            {
                decided.Apply(record);
                replayed.Apply(record);
                adopted.Adopt(record, decided.Last);
                replayed.Used.ShouldBe(decided.Used, $"seed {seed}");
                adopted.Used.ShouldBe(decided.Used, $"seed {seed}");
            }
            replayed.Moves.ShouldBe(decided.Moves);
            replayed.Failures.ShouldBe(decided.Failures);
        }
    }

    private static (CatalogDefinition Sound, CatalogDefinition Faulty, List<Record> History) Make(int seed)
    {
        Random random = new(seed);
        CatalogDefinition sound = new RandomCatalog(random).Make(withRetention: false);
        RandomCatalog rules = new(random);
        CatalogDefinition faulty = sound with
        {
            Segments = [.. sound.Segments, new SegmentDefinition("faulty", "faulty", rules.Condition(1))],
            Segmentations =
            [
                .. sound.Segmentations,
                new SegmentationDefinition("faulty-too", "faulty-too",
                    [new CaseDefinition("a", null, rules.Condition(1)), new CaseDefinition("rest", null, null, Otherwise: true)]),
            ],
        };
        List<Record> records = [.. new RandomHistory(random).Make(random.Next(2, 30), dense: seed % 2 == 0).Select(entry => entry.Record)];
        long end = records[^1].ReceivedAtMs + 200 * 86_400_000L;
        records.Add(new Record(1000, RecordKind.Advance, end, end, Trial.Ann, default, default, default, default));
        return (sound, faulty, records);
    }

    private sealed record Move(string Unit, string From, string To, long AtMs, CauseKind Cause);

    private sealed class Run(CatalogDefinition definition)
    {
        private readonly Catalog _catalog = Trial.Compile(definition);
        private readonly ArrayMemory _state = new();
        private readonly DecisionSink _sink = new();
        private Decider? _decider;

        public List<Move> Moves { get; } = [];

        public List<string> Failures { get; } = [];

        public Migration[] Last => _sink.Migrations.Memory.ToArray();

        public long[] Used => _state.Words[..StateFormat.Used(_state.Words)].ToArray();

        public void Apply(in Record record)
        {
            _sink.Clear();
            (_decider ??= new Decider(_catalog)).Apply(_state, record, _sink);
            foreach (Migration m in _sink.Migrations.Memory.Span)
            {
                Moves.Add(new Move(_catalog.Unit(m.Unit).Key, Name(m.From), Name(m.To), m.AtMs, m.Cause));
            }
            foreach (Failure failure in _sink.Failures.Memory.Span)
            {
                failure.Position.ShouldBe(record.Position);
                failure.Error.ShouldBe("InvalidOperationException: No luck.");
                Failures.Add(_catalog.Unit(failure.Unit).Key);
            }
        }

        public void Adopt(in Record record, Migration[] facts)
        {
            _sink.Clear();
            (_decider ??= new Decider(_catalog)).Adopt(_state, record, facts, _sink);
        }

        private string Name(int segment) => segment == Migration.None ? "-" : _catalog.Segment(segment).Address;
    }
}
