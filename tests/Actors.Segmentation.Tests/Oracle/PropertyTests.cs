using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;
using Actors.Segmentation.Tests.Deciding;
using Record = Actors.Segmentation.Records.Record;

namespace Actors.Segmentation.Tests.Oracle;

/// <summary>Random catalogs over random histories, against the oracle. A failure names its seed; <c>ACTORS_SEEDS</c> sets how many.</summary>
public class PropertyTests
{
    private static readonly int Cases =
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_SEEDS"), out int cases) ? cases : 150;

    private sealed record World(
        int Seed, Random Random, CatalogDefinition Definition, Catalog Catalog, List<(OracleEvent Plain, Record Record)> History)
    {
        public CatalogDefinition? Next { get; set; }

        /// <summary>Every aggregate and age of the catalog, by canonical text.</summary>
        public SortedDictionary<string, Value> Features { get; } = new(
            Definition.Segments.Select(s => s.When).Concat(Definition.Segmentations.SelectMany(g => g.Segments).Select(c => c.When))
                .OfType<string>()
                .SelectMany(when => Children.SelfAndDescendants(SegmentParser.Parse(when).Condition!))
                .Where(node => node is EventAggregate or Age).Cast<Value>()
                .DistinctBy(Printer.Print).ToDictionary(Printer.Print),
            StringComparer.Ordinal);

        public string Rules => $"seed {Seed}, {Definition.TimeZone}\n{Write(Definition)}" + (Next is null ? "" : $"\nnext:\n{Write(Next)}");

        public static string Write(CatalogDefinition definition) => string.Join('\n',
            definition.Segments.Select(s => $"{s.Key}: {s.When}").Concat(definition.Segmentations.SelectMany(
                g => g.Segments.Select(c => $"{g.Key}/{c.Key}: {c.When}"))));
    }

    [Fact]
    public void Migrations_are_exactly_the_changes_of_the_full_evaluation() => Each(world =>
    {
        OracleCustomer oracle = new(world.Definition);
        ArrayMemory state = new();
        Decider decider = new(world.Catalog);
        DecisionSink sink = new();
        List<string> story = [];
        foreach ((OracleEvent plain, Record record) in world.History)
        {
            oracle.Apply(plain);
            decider.Apply(state, record, sink);
            Tell(world.Catalog, sink, story);
        }
        long end = world.History[^1].Plain.ReceivedAt + 800 * 86_400_000L;
        oracle.Advance(end);
        decider.Advance(state, Trial.Ann, 1000, end, sink);
        Tell(world.Catalog, sink, story);
        Same(story, oracle.Story, world);
    });

    [Fact]
    public void A_state_moved_only_when_due_agrees_with_full_evaluation_at_any_instant() => Each(world =>
    {
        if (world.Rules.Contains("member(", StringComparison.Ordinal)) return;
        OracleCustomer oracle = new(world.Definition);
        ArrayMemory state = new();
        Decider decider = new(world.Catalog);
        DecisionSink sink = new();
        for (int i = 0; i < world.History.Count; i++)
        {
            (OracleEvent plain, Record record) = world.History[i];
            oracle.Apply(plain);
            decider.Apply(state, record, sink);
            long until = i + 1 < world.History.Count ? world.History[i + 1].Plain.ReceivedAt - 1 : plain.ReceivedAt + 400 * 86_400_000L;
            if (until < plain.ReceivedAt) continue;
            long due = new CustomerReader(world.Catalog, state.Words).DueAtMs;
            long random = plain.ReceivedAt + world.Random.NextInt64(until - plain.ReceivedAt + 1);
            foreach (long instant in (long[])[plain.ReceivedAt, random, due - 1, due, due + 1])
            {
                if (instant < plain.ReceivedAt || instant > until) continue;
                ArrayMemory copy = new(state.Words);
                decider.Advance(copy, Trial.Ann, 1000, instant, sink);
                string[] members = [.. new CustomerReader(world.Catalog, copy.Words).Memberships()
                    .Select(m => world.Catalog.Segment(m.Segment).Address).Order(StringComparer.Ordinal)];
                Same(members, oracle.EvaluateAt(instant), world);
                Same(
                    [.. new CustomerReader(world.Catalog, copy.Words).Features(instant).Select(Show)],
                    [.. world.Features.Select(f => $"{f.Key} = {OracleText.Of(oracle.Value(f.Value, instant))}")], world);
            }
        }
    });

    [Fact]
    public void Adopting_what_was_published_reaches_the_same_state() => Each(world =>
    {
        ArrayMemory decided = new(), adopted = new(), replayed = new();
        Decider decider = new(world.Catalog), adopter = new(world.Catalog), replayer = new(world.Catalog);
        DecisionSink sink = new(), silent = new(), again = new();
        long position = 0;
        foreach ((_, Record record) in world.History)
        {
            foreach (Record next in (Record[])[
                record with { Position = ++position },
                new Record(++position, RecordKind.Advance, record.ReceivedAtMs + 3_600_000L * 5, 0, Trial.Ann, default, default, default, default)])
            {
                if (next.Kind == RecordKind.Advance && world.Random.Next(3) > 0) continue;
                foreach (DecisionSink s in (DecisionSink[])[sink, silent, again]) s.Clear();
                long due = decider.Apply(decided, next, sink);
                replayer.Apply(replayed, next, again).ShouldBe(due);
                adopter.Adopt(adopted, next, sink.Migrations.Memory.Span, silent).ShouldBe(due, world.Rules);
                silent.Migrations.Count.ShouldBe(0);
                Sums(silent).ShouldBe(Sums(sink), world.Rules);
                Used(adopted).ShouldBe(Used(decided), world.Rules);
                Used(replayed).ShouldBe(Used(decided), world.Rules);
                again.Migrations.Count.ShouldBe(sink.Migrations.Count);
                decider.Apply(decided, next, sink).ShouldBe(due);
                Used(replayed).ShouldBe(Used(decided), "applied twice: " + world.Rules);
            }
        }
    });

    [Fact]
    public void A_catalog_switched_to_agrees_with_one_had_from_the_start() => Each(world =>
    {
        Random random = world.Random;
        CatalogDefinition other = new RandomCatalog(random).Make(withRetention: false) with { TimeZone = world.Definition.TimeZone };
        CatalogDefinition next = other with { Retention = world.Definition.Retention };
        world.Next = next;
        if (world.Rules.Contains("member(", StringComparison.Ordinal)) return;
        CompileResult compiled = Catalog.Compile(next, world.Catalog, 2);
        if (compiled.Catalog is not { } catalog) return;
        Catalog.Compile(next, catalog.Numbers, 2).Catalog!.NeedsHistory(catalog).ShouldBeFalse();

        ArrayMemory state = new(), fromStart = new();
        Decider old = new(world.Catalog), decider = new(catalog), start = new(catalog);
        DecisionSink sink = new();
        int half = random.Next(1, world.History.Count);
        for (int i = 0; i < half; i++)
        {
            old.Apply(state, world.History[i].Record, sink);
            start.Apply(fromStart, world.History[i].Record, sink);
        }
        long at = world.History[half - 1].Plain.ReceivedAt + 1000;
        old.Advance(state, Trial.Ann, 500, at, sink);
        start.Advance(fromStart, Trial.Ann, 500, at, sink);
        decider.Prepare(state, world.Catalog);
        if (catalog.NeedsHistory(world.Catalog))
        {
            for (int i = 0; i < half; i++) decider.Backfill(state, world.History[i].Record, world.Catalog);
        }
        sink.Clear();
        decider.Activate(state, Trial.Ann, 501, at, sink);
        AssertAlike(catalog, state, fromStart, at, world);
        for (int i = half; i < world.History.Count; i++)
        {
            long position = 502 + i;
            Record record = world.History[i].Record with { Position = position, ReceivedAtMs = Math.Max(at, world.History[i].Record.ReceivedAtMs) };
            decider.Apply(state, record, sink).ShouldBe(start.Apply(fromStart, record, sink), world.Rules);
            AssertAlike(catalog, state, fromStart, record.ReceivedAtMs, world);
        }
    });

    private static void AssertAlike(Catalog catalog, ArrayMemory state, ArrayMemory other, long now, World world)
    {
        CustomerReader a = new(catalog, state.Words), b = new(catalog, other.Words);
        Same([.. a.Features(now).Select(Show)], [.. b.Features(now).Select(Show)], world);
        Same([.. a.Memberships().Select(m => catalog.Segment(m.Segment).Address)], [.. b.Memberships().Select(m => catalog.Segment(m.Segment).Address)], world);
    }

    private static string Show(FeatureValue f) => $"{f.Feature} = {(f.Value is { } v ? Trial.Json(v.Span) : "missing")}";

    private static void Tell(Catalog catalog, DecisionSink sink, List<string> story)
    {
        string Name(int segment) => segment == Migration.None ? "-" : catalog.Segment(segment).Address;
        for (int i = 0; i < sink.Migrations.Count; i++)
        {
            Migration m = sink.Migrations[i];
            story.Add($"{m.AtMs} {m.Cause.ToString().ToLowerInvariant()} {Name(m.From)}>{Name(m.To)}");
        }
        sink.Clear();
    }

    private static string Sums(DecisionSink sink)
    {
        SortedDictionary<int, (int Members, Int128 Spend)> sums = [];
        for (int i = 0; i < sink.Changes.Count; i++)
        {
            Contribution c = sink.Changes[i];
            (int members, Int128 spend) = sums.GetValueOrDefault(c.Segment);
            sums[c.Segment] = (members + c.Members, spend + c.SpendMillionths);
        }
        return string.Join(' ', sums.Where(s => s.Value != default));
    }

    private static long[] Used(ArrayMemory state) => state.Words[..StateFormat.Used(state.Words)].ToArray();

    private static void Same(IReadOnlyList<string> actual, IReadOnlyList<string> expected, World world)
    {
        if (actual.SequenceEqual(expected)) return;
        int at = 0;
        while (at < actual.Count && at < expected.Count && actual[at] == expected[at]) at++;
        string Around(IReadOnlyList<string> list) => string.Join('\n', list.Skip(Math.Max(0, at - 2)).Take(5).Select(l =>
            long.TryParse(l.Split(' ')[0], out long ms) ? $"{Trial.Text(ms)} {l}" : l));
        string events = string.Join('\n', world.History.Select(h =>
            $"{Trial.Text(h.Plain.Timestamp)} received {Trial.Text(h.Plain.ReceivedAt)} {h.Plain.Name}{h.Plain.Properties.ToJsonString()}{h.Plain.Traits.ToJsonString()}"));
        throw new Xunit.Sdk.XunitException($"{world.Rules}\nactual:\n{Around(actual)}\nexpected:\n{Around(expected)}\nevents:\n{events}");
    }

    private static void Each(Action<World> check)
    {
        for (int seed = 1; seed <= Cases; seed++)
        {
            Random random = new(seed);
            CatalogDefinition definition = new RandomCatalog(random).Make(withRetention: random.Next(3) == 0);
            CompileResult compiled = Catalog.Compile(definition, CatalogNumbers.Empty, 1);
            compiled.Errors.ShouldBeEmpty(string.Join('\n', compiled.Errors) + definition.Segments.Select(s => s.When).FirstOrDefault());
            bool dense = seed % 4 == 0;
            var history = new RandomHistory(random).Make(dense ? random.Next(15, 35) : random.Next(2, 14), dense);
            World world = new(seed, random, definition, compiled.Catalog!, history);
            try
            {
                check(world);
            }
            catch (Exception failure) when (failure is not Xunit.Sdk.XunitException and not ShouldAssertException)
            {
                throw new InvalidOperationException(world.Rules, failure);
            }
        }
    }
}
