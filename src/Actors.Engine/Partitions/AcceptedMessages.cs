using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.EventLog.Deduplication;

namespace Actors.Engine.Partitions;

/// <summary>
/// Which messages a partition has accepted: those on their way to its log with their positions, the durable ones as fingerprints. These are sealed
/// whenever so many have gathered: however long the partition waits for its turn to save a checkpoint, what they take in memory is bounded.
/// </summary>
internal sealed class AcceptedMessages(PartitionContext context)
{
    private readonly IFingerprints _fingerprints = context.Store.Fingerprints(context.Number);
    private readonly Fingerprint _fingerprint = new(context.Store.Info);
    private readonly Dictionary<UInt128, long> _inFlight = [];
    private Task _sealing = Task.CompletedTask;
    private int _unsealed;

    /// <summary>Fingerprints of several messages, and which of them may be durable already, a bit for each from the lowest on.</summary>
    /// <param name="items">At most <see cref="IFingerprints.TogetherMax"/>.</param>
    /// <param name="fingerprints">Takes one for each item; zero for one without a message id.</param>
    public ulong MayRepeat(ReadOnlySpan<IngestItem> items, Span<UInt128> fingerprints)
    {
        for (int i = 0; i < items.Length; i++)
        {
            ref readonly IngestItem item = ref items[i];
            fingerprints[i] = item.HasMessageId ? _fingerprint.Of(item.Source.Span, item.Customer.Utf8.Span, item.MessageId.Span) : default;
        }
        return _fingerprints.MayContain(fingerprints[..items.Length]);
    }

    /// <summary>Whether the message was accepted before; if it is still on its way, its position is needed for the answer.</summary>
    /// <param name="mayRepeat">Whether it may be durable already (see <see cref="MayRepeat"/>).</param>
    public bool IsKnown(UInt128 fingerprint, bool mayRepeat, ref long lastNeeded)
    {
        if (_inFlight.TryGetValue(fingerprint, out long position))
        {
            lastNeeded = Math.Max(lastNeeded, position);
            return true;
        }
        return mayRepeat && _fingerprints.Contains(fingerprint);
    }

    /// <summary>A message was given a position.</summary>
    public void Given(UInt128 fingerprint, long position) => _inFlight[fingerprint] = position;

    /// <summary>Nothing that was on its way will get there.</summary>
    public void Withdraw() => _inFlight.Clear();

    /// <summary>A block is durable, and the log with it up to a position.</summary>
    public void Remember(OpenBlock block, long durable)
    {
        for (int start = 0; start < block.Count; start += IFingerprints.TogetherMax)
        {
            Remember(block, start, Math.Min(start + IFingerprints.TogetherMax, block.Count));
        }
        _unsealed += block.Count;
        if (_unsealed >= context.Options.FingerprintsUnsealedMax && _sealing.IsCompleted)
        {
            _sealing = SealBeside(durable);
        }
    }

    private void Remember(OpenBlock block, int start, int end)
    {
        Span<UInt128> fingerprints = stackalloc UInt128[IFingerprints.TogetherMax];
        int count = 0;
        for (int i = start; i < end; i++)
        {
            if (block.Pending[i].Item.HasMessageId)
            {
                fingerprints[count++] = block.Fingerprints[i];
            }
        }
        if (count == 0)
        {
            return;
        }
        fingerprints = fingerprints[..count];
        try
        {
            _fingerprints.AddNew(fingerprints, block.Pending[start].ReceivedAtMs, block.Pending[end - 1].ReceivedAtMs);
        }
        catch (StorageException e)
        {
            // The messages are durable all the same: they stay among those in flight, where their repetitions find them.
            context.Meter.CheckpointFailed(e.Message);
            return;
        }
        foreach (UInt128 fingerprint in fingerprints)
        {
            _inFlight.Remove(fingerprint);
        }
    }

    /// <summary>Seals what was remembered, that is all messages up to a durable position.</summary>
    public ValueTask Seal(long durable)
    {
        _unsealed = 0;
        return _fingerprints.Seal(durable);
    }

    private async Task SealBeside(long durable)
    {
        try
        {
            await Seal(durable);
        }
        catch (StorageException e)
        {
            // They stay in memory, and the log has them: tried again when as many more have come.
            context.Meter.CheckpointFailed(e.Message);
        }
    }
}
