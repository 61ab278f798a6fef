using Actors.Engine.Customers;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Explaining;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Engine.Partitions;

/// <summary>A customer as it stood at an instant of the past: its records up to then are replayed over an empty state, by the catalogs of their time, and
/// what was published for them is taken over.</summary>
internal sealed class PastReader(PartitionContext context, CustomerIndex index, InputHistory history, MissingTurns turns, Activations activations, Switching switching)
{
    /// <summary>The longest past that is replayed, in records: some seconds of work, in small pieces.</summary>
    internal const long RecordsMax = 50_000;

    /// <summary>Likewise, in bytes of their bodies: they are in memory for a moment.</summary>
    internal const long BytesMax = 32 << 20;

    /// <summary>Records replayed between two looks at the lane's other work.</summary>
    private const int SliceRecords = 256;

    private static readonly NoStates s_none = new();
    private readonly Deciders _deciders = new(context.Catalogs);

    /// <summary>Null: the customer had no record yet.</summary>
    /// <exception cref="PastTooLongException">There is more to replay than one read may cost.</exception>
    public async ValueTask<CustomerView?> Read(int slot, CustomerQuery query)
    {
        long last = await LastPosition(slot, query.NowMs);
        if (last == 0)
        {
            return null;
        }
        var actor = new CustomerActor(_deciders, s_none, keeps: false);
        actor.Bind(index.IdOf(slot), new ArrayMemory(), epoch: 1);
        var upTo = new Turn(1, last, 0, default, default, 0);
        long applied = 0;
        foreach (Turn turn in await turns.After(0, slot, upTo, new Gathering()))
        {
            for (int start = 0; start < turn.Records.Length; start += SliceRecords)
            {
                ReadOnlyMemory<Record> slice = turn.Records.Slice(start, Math.Min(SliceRecords, turn.Records.Length - start));
                // A table that changed without concerning the customer leaves it where it was: positions are not compared here.
                applied = (await actor.Apply(turn with { Epoch = 1, Previous = 0, Records = slice })).Applied;
                await Task.Yield();
            }
        }
        int version = activations.VersionAt(last);
        var advance = new Record(last + 1, RecordKind.Advance, query.NowMs, query.NowMs, index.IdOf(slot), default, default, default, default);
        await actor.Apply(new Turn(1, applied, version, new[] { advance }, default, 0));
        CustomerView view = await actor.Read(1, query with { Catalog = version });
        return await WithCauses(slot, view with { Applied = last }, long.MaxValue, query.NowMs);
    }

    /// <summary>A view with the causes of its explanation, if it has one.</summary>
    /// <param name="upTo">The position of the last record that the view knows.</param>
    /// <param name="atMs">The instant up to which records count.</param>
    public async ValueTask<CustomerView> WithCauses(int slot, CustomerView view, long upTo, long atMs)
    {
        if (view.Explanation is not { } explanation)
        {
            return view;
        }
        var causes = new Causes(context.Catalogs.Get(view.CatalogVersion), explanation.Segment);
        await foreach (List<Record> page in history.Forward(slot))
        {
            foreach (Record record in page)
            {
                if (record.Position <= upTo && record.ReceivedAtMs <= atMs)
                {
                    causes.Add(record);
                }
            }
        }
        return view with { Explanation = causes.Tell(explanation, view.AsOfMs) };
    }

    /// <summary>The last position by that instant at which something was told of the customer, or its catalog changed; 0: none.</summary>
    private async ValueTask<long> LastPosition(int slot, long atMs)
    {
        (long last, long records, long bytes) = await history.Extent(slot, atMs, RecordsMax, BytesMax);
        if (records > RecordsMax || bytes > BytesMax)
        {
            throw new PastTooLongException(
                $"This customer's past is too long to be replayed: up to {RecordsMax:N0} records, or {BytesMax >> 20} MB of them, can be. An earlier instant may do.");
        }
        if (last == 0)
        {
            return 0;
        }
        foreach (long activation in activations.Between(last, long.MaxValue))
        {
            bool isToCome = switching.Concerns(slot) && activation == switching.Position;
            if (!isToCome && (await history.At(activation)).ReceivedAtMs <= atMs)
            {
                last = activation;
            }
        }
        return last;
    }

    /// <summary>A replay is nobody's saved state.</summary>
    private sealed class NoStates : ICustomerStates
    {
        public ValueTask<StoredState?> Load(CustomerId id) => new((StoredState?)null);

        public ValueTask Save(CustomerId id, long applied, ReadOnlySpan<long> words) => default;
    }
}
