using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// What a customer lacks whose activation was lost: its records since what it has, with what was decided for them, to be adopted, and
/// the catalogs it has not switched to. An advance of time that moved it is among them; one that moved nothing needs no repeating.
/// </summary>
internal sealed class MissingTurns(PartitionContext context, InputHistory history, CustomerPast past, Activations activations)
{
    /// <summary>The turns to send, in order, before <paramref name="turn"/>.</summary>
    /// <param name="applied">What the customer has.</param>
    public async Task<List<Turn>> After(long applied, int slot, Turn turn, Gathering gathering)
    {
        long before = turn.Records.IsEmpty ? turn.Previous + 1 : turn.Records.Span[0].Position;
        // What is not committed yet is looked at first: a commit meanwhile shows it in the outbox as well, and the sequence tells.
        var facts = new SortedDictionary<long, Migration>();
        foreach (Migration decided in gathering.Of(slot))
        {
            facts[decided.Sequence] = decided;
        }
        await past.AddPublished(facts, slot, applied);
        ILookup<bool, Migration> ofSwitch = facts.Values.ToLookup(fact => activations.IsOfSwitch(fact));
        SortedDictionary<long, Record> records = await Records(slot, applied, before, ofSwitch[false]);
        return await Turns(turn, applied, slot, before, [.. records.Values], [.. ofSwitch[false]], ofSwitch[true]);
    }

    private async Task<SortedDictionary<long, Record>> Records(int slot, long applied, long before, IEnumerable<Migration> facts)
    {
        var records = new SortedDictionary<long, Record>();
        foreach (Record record in await history.Read(slot, applied, before, int.MaxValue))
        {
            records[record.Position] = record;
        }
        foreach (Migration fact in facts)
        {
            if (fact.Position > applied && fact.Position < before && !records.ContainsKey(fact.Position))
            {
                records[fact.Position] = await history.At(fact.Position);
            }
        }
        foreach (long position in activations.Between(applied, before))
        {
            // A customer that had no record yet has nothing to switch.
            if ((applied > 0 || records.Keys.Any(earlier => earlier < position)) && !records.ContainsKey(position))
            {
                records[position] = await history.At(position);
            }
        }
        return records;
    }

    /// <summary>Runs of records between activations, each by the catalog of its time.</summary>
    private async Task<List<Turn>> Turns(
        Turn turn, long applied, int slot, long before, Record[] records, Migration[] facts, IEnumerable<Migration> ofSwitch)
    {
        var turns = new List<Turn>();
        long previous = applied;
        for (int start = 0; start < records.Length;)
        {
            int end = start + 1;
            int catalog = activations.VersionAt(records[start].Position - 1);
            if (records[start].Kind == RecordKind.Activate)
            {
                turns.Add(await Activate(turn.Epoch, previous, slot, catalog, records[start], ofSwitch));
            }
            else
            {
                while (end < records.Length && records[end].Kind != RecordKind.Activate)
                {
                    end++;
                }
                turns.Add(new Turn(turn.Epoch, previous, catalog, records.AsMemory(start, end - start), facts, before - 1));
            }
            previous = records[end - 1].Position;
            start = end;
        }
        return turns;
    }

    /// <summary>The switch as it was decided, wherever it was published.</summary>
    private async Task<Turn> Activate(long epoch, long previous, int slot, int from, Record record, IEnumerable<Migration> ofSwitch)
    {
        Catalog old = context.Catalogs.Get(from);
        Catalog next = context.Catalogs.Get(ControlBody.Version(record.Body));
        Record[] records = next.NeedsHistory(old) ? await past.Records(slot, record.Position) : [];
        Migration[] published = next.NeedsPublished(old) ? await past.Published(slot, record.Position) : [];
        IEnumerable<Migration> facts = ofSwitch.Where(m => activations.InForceAt(m.Position) == record.Position);
        return Switching.Adopting(record, epoch, previous, from, published, facts, records);
    }
}
