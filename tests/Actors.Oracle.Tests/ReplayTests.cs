using Actors.Oracle.Tests.Cases;
using Actors.Oracle.Tests.Generation;
using Actors.Oracle.Tests.Running;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Xunit;
using Record = Actors.Segmentation.Records.Record;

namespace Actors.Oracle.Tests;

/// <summary>States are a cache of the log: the same records give the same words, decided or adopted.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void A_replay_gives_the_same_words_and_the_same_contributions() =>
        Every.Case(400, RandomCase.Of, subject =>
        {
            EngineRun first = EngineRun.Of(subject);
            EngineRun second = EngineRun.Of(subject);
            if (!first.State.Words.SequenceEqual(second.State.Words)) return "the states differ";
            return first.Changes.SequenceEqual(second.Changes) ? null : "the contributions differ";
        });

    [Fact]
    public void A_record_applied_again_changes_nothing() =>
        Every.Case(200, RandomCase.Of, subject =>
        {
            EngineRun run = EngineRun.Of(subject);
            long[] words = run.State.Words.ToArray();
            int before = run.Published.Count;
            foreach (Line line in subject.Lines) run.Apply(line.ToRecord());
            if (run.Published.Count > before) return "something was published again";
            return run.State.Words.SequenceEqual(words) ? null : "the state differs";
        });

    [Fact]
    public void Adopting_what_was_published_gives_the_state_that_deciding_gave() =>
        Every.Case(500, RandomCase.Of, subject =>
        {
            Catalog catalog = EngineRun.Compile(subject.Catalog, null, 1);
            (EngineRun decided, EngineRun adopted) = (new EngineRun(catalog), new EngineRun(catalog));
            foreach (Line line in subject.Lines)
            {
                Record record = line.ToRecord();
                decided.Apply(record);
                adopted.Adopt(record, Facts(decided, record.Position));
                if (Difference(decided, adopted) is { } difference) return $"after record {record.Position}: {difference}";
            }
            long end = EngineRun.EndPosition(subject);
            decided.Advance(end, subject.EndMs);
            adopted.Adopt(
                new Record(end, Actors.Segmentation.Records.RecordKind.Advance, subject.EndMs, subject.EndMs, Line.Customer, default, default, default, default),
                Facts(decided, end));
            return Difference(decided, adopted);
        });

    private static Migration[] Facts(EngineRun run, long position) =>
        [.. run.Published.Where(migration => migration.Position == position)];

    private static string? Difference(EngineRun decided, EngineRun adopted)
    {
        if (!decided.Used.SequenceEqual(adopted.Used)) return "the states differ";
        if (decided.DueAtMs != adopted.DueAtMs) return $"due at {decided.DueAtMs} decided, {adopted.DueAtMs} adopted";
        if (adopted.Published.Count > 0) return "adopting published something";
        return decided.Changes.SequenceEqual(adopted.Changes) ? null : "the contributions differ";
    }
}
