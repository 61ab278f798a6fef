using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// The past that a switch needs: held for everybody, or, where that is more than memory should take, for one part of the customers after the other. Whoever
/// is reached while it is not held has it read alone.
/// </summary>
/// <param name="before">Position of the activation.</param>
internal sealed class SwitchPast(PartitionContext context, CustomerIndex index, CustomerPast alone, Catalog from, Catalog to, long before)
{
    private const long BytesPerRecord = 300;
    private readonly bool _records = to.NeedsHistory(from);
    private readonly bool _published = to.NeedsPublished(from);
    private LogPast? _held;
    private HashSet<int>? _part;
    private bool _isHeld;

    /// <summary>Whether a pass over the logs holds everybody.</summary>
    private bool HoldsAll => _held is not null && _part is null;

    private bool IsNeeded => _records || _published;

    /// <summary>Where the part that is held ends, in the order of slices; empty: it holds all the rest.</summary>
    public CustomerId PartEnd { get; private set; }

    /// <summary>Takes over what was read before the activation.</summary>
    public void Take(HistoryAhead ahead) => _held = ahead.Take(_records, _published) is { } past && past.Input < before ? past : null;

    /// <summary>Sees to it that what comes next in the order of slices is held.</summary>
    /// <param name="cursor">Behind whom it begins.</param>
    public async Task Hold(CustomerId cursor)
    {
        bool isHeld = _isHeld && (PartEnd.IsEmpty || cursor.IsEmpty || CustomerIndex.Follows(PartEnd, cursor));
        if (!IsNeeded || isHeld)
        {
            return;
        }
        _isHeld = false;
        if (_held is null || _part is not null)
        {
            Begin(cursor);
        }
        LogPast held = _held!;
        if (_records)
        {
            await held.ReadRecords(before, int.MaxValue, static _ => true);
        }
        if (_published)
        {
            await held.ReadPublished(before, int.MaxValue, static _ => true);
        }
        _isHeld = true;
    }

    public async ValueTask<(Record[] Records, Migration[] Published)> Of(int slot)
    {
        if (!IsNeeded)
        {
            return ([], []);
        }
        return _isHeld && (HoldsAll || _part!.Contains(slot))
            ? (_held!.RecordsOf(slot), _held.PublishedOf(slot))
            : (_records ? await alone.Records(slot, before) : [], _published ? await alone.Published(slot, before) : []);
    }

    /// <summary>The customer has switched: its past is not held any more.</summary>
    public void Forget(int slot) => _held?.Forget(slot);

    private void Begin(CustomerId cursor)
    {
        // A bound on memory, not a promise.
        long parts = 1 + before * BytesPerRecord / Math.Max(1, context.Options.ActivationBytesMax);
        (_part, PartEnd) = (null, default);
        if (parts > 1)
        {
            int size = (int)Math.Max(1, index.Count / parts);
            int[] next = index.After(cursor, size);
            _part = [.. next];
            PartEnd = next.Length < size ? default : index.IdOf(next[^1]);
        }
        HashSet<int>? part = _part;
        _held = new LogPast(context, index, slot => index[slot].LastPosition < before && part?.Contains(slot) != false);
    }
}
