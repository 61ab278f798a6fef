using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// The switch of a partition's customers to another catalog version. It has one position in the log, as of whose instant each of them is decided anew, and goes
/// on behind it: whoever a record reaches switches first, the others a slice at a time, by records that name the slice.
/// </summary>
internal sealed class Switching(PartitionContext context, CustomerIndex index, HistoryAhead ahead, CustomerPast alone)
{
    private Record _activation;
    private SwitchPast? _past;
    private bool _hasEnded;

    /// <summary>Whether some have yet to switch.</summary>
    public bool IsOpen => _past is not null;

    /// <summary>Position of the activation that is, or was last, being carried through.</summary>
    public long Position => _activation.Position;

    /// <summary>The version they switch from.</summary>
    public int From { get; private set; }

    /// <summary>The version they switch to.</summary>
    public int Version { get; private set; }

    /// <summary>Behind whom the next slice begins, in the order of lists; empty: nobody.</summary>
    public CustomerId Cursor { get; private set; }

    /// <summary>Whether a switch to other rules has ended, not one to another lookup table alone, since this was last asked.</summary>
    public bool TakeEnded()
    {
        bool ended = _hasEnded;
        _hasEnded = false;
        return ended;
    }

    /// <summary>Set once recovery is over: what a slice needs is held before it is logged, and nothing is read in its turn.</summary>
    public bool IsLive { get; set; }

    public void Begin(in Record activation, int from)
    {
        Open(activation, from, default);
        _past!.Take(ahead);
        if (index.After(default, 1).Length == 0)
        {
            End();
        }
    }

    /// <summary>Goes on with one that a checkpoint found open.</summary>
    public void Open(in Record activation, int from, CustomerId cursor)
    {
        (_activation, From, Version, Cursor) = (activation, from, ControlBody.Version(activation.Body), cursor);
        _past = new SwitchPast(context, index, alone, context.Catalogs.Get(From), context.Catalogs.Get(Version), activation.Position);
    }

    /// <summary>Whether a customer has yet to switch: all its records are from before the activation.</summary>
    public bool Concerns(int slot) => IsOpen && index[slot].LastPosition > 0 && index[slot].LastPosition < _activation.Position;

    /// <summary>
    /// The end of the next slice, once its past is held; empty: it ends with the last customer. Null: the switch has ended meanwhile, by a slice whose answer
    /// was lost.
    /// </summary>
    public async Task<CustomerId?> NextSlice()
    {
        SwitchPast past = _past!;
        await past.Hold(Cursor);
        if (past != _past)
        {
            return null;
        }
        int size = context.Options.SwitchCustomers;
        int[] next = index.After(Cursor, size);
        CustomerId end = next.Length < size ? default : index.IdOf(next[^1]);
        CustomerId part = past.PartEnd;
        return !part.IsEmpty && (end.IsEmpty || CustomerIndex.Follows(end, part)) ? part : end;
    }

    /// <summary>The next slice: all up to a customer who have yet to switch.</summary>
    public IEnumerable<int> Slice(CustomerId end)
    {
        CustomerId at = Cursor;
        while (true)
        {
            int[] page = index.After(at, context.Options.SliceCustomers);
            foreach (int slot in page)
            {
                at = index.IdOf(slot);
                if (!end.IsEmpty && CustomerIndex.Follows(at, end))
                {
                    yield break;
                }
                if (Concerns(slot))
                {
                    yield return slot;
                }
            }
            if (page.Length < context.Options.SliceCustomers)
            {
                yield break;
            }
        }
    }

    /// <summary>All up to a customer have switched; empty: everybody has.</summary>
    public void Passed(CustomerId end)
    {
        Cursor = end;
        if (end.IsEmpty)
        {
            End();
        }
    }

    /// <summary>The turn that switches a customer.</summary>
    /// <param name="at">Position of the record that reaches it.</param>
    /// <param name="facts">What was published of the switch, where <paramref name="at"/> is covered by the outbox.</param>
    public async ValueTask<Turn> TurnOf(int slot, long epoch, long at, long factsUpTo, IEnumerable<Migration> facts)
    {
        if (!IsLive)
        {
            await _past!.Hold(Cursor);
        }
        (Record[] records, Migration[] published) = await _past!.Of(slot);
        _past.Forget(slot);
        return Turn(_activation, epoch, index[slot].LastPosition, From, [.. published, .. facts.Select(AtActivation)], at <= factsUpTo, records);
    }

    /// <summary>A turn that adopts a switch which was decided, whole.</summary>
    public static Turn Adopting(in Record activation, long epoch, long previous, int from, Migration[] published, IEnumerable<Migration> facts, Record[] records)
    {
        long position = activation.Position;
        return Turn(activation, epoch, previous, from, [.. published, .. facts.Select(m => m with { Position = position })], adopts: true, records);
    }

    private Migration AtActivation(Migration fact) => fact with { Position = _activation.Position };

    private static Turn Turn(in Record activation, long epoch, long previous, int from, Migration[] known, bool adopts, Record[] records) =>
        new(epoch, previous, from, new[] { activation }, known, adopts ? activation.Position : activation.Position - 1, records);

    private void End()
    {
        _past = null;
        Cursor = default;
        _hasEnded |= !context.Catalogs.Get(Version).HasRulesOf(context.Catalogs.Get(From));
    }
}
