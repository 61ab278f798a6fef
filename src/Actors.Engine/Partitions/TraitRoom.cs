using System.Runtime.InteropServices;
using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// Which traits surely fit their customer's state before they are applied, so that only a call that may be refused has to wait until it is. Knows
/// of each customer a bound in one byte of the index, and of what is on its way to be applied the bytes.
/// </summary>
/// <remarks>After a start nothing is known of a customer until traits were applied to it once.</remarks>
internal sealed class TraitRoom(CustomerIndex index)
{
    /// <summary>A size of n says: less than n of these.</summary>
    private const int UnitBytes = 512;

    private readonly Dictionary<int, int> _onTheWay = [];
    private readonly Dictionary<long, string?> _awaited = [];

    /// <summary>Notes traits that were given a position. False: they may not fit; see <see cref="Answered"/>.</summary>
    public bool Fits(int slot, long position, int bytes)
    {
        ref int onTheWay = ref CollectionsMarshal.GetValueRefOrAddDefault(_onTheWay, slot, out _);
        onTheWay += bytes;
        int size = index[slot].TraitSize;
        if (size > 0 && size * UnitBytes + onTheWay <= CustomerReader.TraitBytesMax)
        {
            return true;
        }
        _awaited[position] = null;
        return false;
    }

    /// <summary>The answer to items of which some may not fit, once that is known.</summary>
    /// <param name="appended">What it is without that.</param>
    /// <param name="unsure">Those that may not fit, with their positions.</param>
    /// <param name="whenApplied">Completes when a position is applied.</param>
    public async Task<Ack> Answered(Task<Ack> appended, List<(int Index, long Position)> unsure, Func<long, ValueTask> whenApplied)
    {
        List<RefusedItem> refused = [];
        Ack ack;
        try
        {
            ack = await appended;
            await whenApplied(unsure[^1].Position);
        }
        finally
        {
            foreach ((int index, long position) in unsure)
            {
                if (_awaited.Remove(position, out string? trait) && trait is not null)
                {
                    refused.Add(new RefusedItem(index, trait));
                }
            }
        }
        return refused.Count == 0 ? ack : ack with { Accepted = ack.Accepted - refused.Count, Refused = refused };
    }

    /// <summary>A record is not on its way any more: it was applied, or could not be written.</summary>
    public void Gone(int slot, RecordKind kind, int bytes)
    {
        if (kind != RecordKind.Identify || !_onTheWay.TryGetValue(slot, out int onTheWay))
        {
            return;
        }
        if (onTheWay > bytes)
        {
            _onTheWay[slot] = onTheWay - bytes;
        }
        else
        {
            _onTheWay.Remove(slot);
        }
    }

    /// <summary>A customer has applied records.</summary>
    public void Applied(int slot, ReadOnlySpan<Record> records, in Outcome outcome)
    {
        if (outcome.TraitBytes >= 0)
        {
            index[slot].TraitSize = (byte)Math.Min(outcome.TraitBytes / UnitBytes + 1, byte.MaxValue);
        }
        if (_onTheWay.Count == 0)
        {
            return;
        }
        foreach (ref readonly Record record in records)
        {
            Gone(slot, record.Kind, record.Body.Length);
        }
        foreach (Refusal refusal in outcome.Refused.Span)
        {
            if (_awaited.ContainsKey(refusal.Position))
            {
                _awaited[refusal.Position] = refusal.Trait;
            }
        }
    }
}
