using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// What a customer lacks whose activation was lost: its records since what it has, with what was decided for them, to be adopted. An
/// advance of time that moved it is among them; one that moved nothing needs no repeating.
/// </summary>
internal sealed class MissingTurns(InputHistory history, Outbox outbox)
{
    public async Task<Turn> After(long applied, int slot, Turn turn, Gathering gathering)
    {
        long before = turn.Records.Span[0].Position;
        var records = new SortedDictionary<long, Record>();
        foreach (Record record in await history.Read(slot, applied, before, int.MaxValue))
        {
            records[record.Position] = record;
        }
        List<Migration> facts = await Published(slot, applied, before);
        foreach (Migration decided in gathering.Of(slot))
        {
            if (decided.Position > applied && decided.Position < before)
            {
                facts.Add(decided);
            }
        }
        foreach (Migration fact in facts)
        {
            if (!records.ContainsKey(fact.Position))
            {
                records[fact.Position] = await history.At(fact.Position);
            }
        }
        facts.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        Record[] missing = [.. records.Values];
        return turn with { Previous = applied, Records = missing, Facts = facts.ToArray(), FactsUpTo = before - 1, History = default };
    }

    private async Task<List<Migration>> Published(int slot, long after, long before)
    {
        var found = new List<Migration>();
        long cursor = long.MaxValue;
        while (true)
        {
            MigrationPage page = await outbox.Timeline(slot, cursor, 64);
            foreach (PublishedMigration published in page.Items)
            {
                if (published.Migration.Position <= after)
                {
                    return found;
                }
                if (published.Migration.Position < before)
                {
                    found.Add(published.Migration);
                }
            }
            if (!page.More)
            {
                return found;
            }
            cursor = page.Next;
        }
    }
}
