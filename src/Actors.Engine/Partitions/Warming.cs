using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// Offers the saved states of a partition's customers to the runtime, read in one sweep: finding each when its next event comes costs ten
/// times as much. Only a help: whoever is not brought this way is loaded when it is needed.
/// </summary>
internal sealed class Warming(PartitionContext context, CustomerIndex index)
{
    /// <summary>Records to replay, for each known customer, above which most would be loaded anyway.</summary>
    private const double ShareWorthwhile = 0.1;

    private bool _hasBegun;

    /// <summary>Before a replay that needs most of them: readiness comes sooner that way.</summary>
    public ValueTask BeforeReplay(long records) => records < index.Count * ShareWorthwhile ? default : Run();

    /// <summary>Goes on until all were offered or the runtime has no more room.</summary>
    public async ValueTask Run()
    {
        if (_hasBegun)
        {
            return;
        }
        _hasBegun = true;
        try
        {
            await foreach (IReadOnlyList<StateToSave> part in context.Store.States.Sweep(context.Number))
            {
                if (!Offer(part))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is StorageException or CorruptLogException or ObjectDisposedException)
        {
            // Whoever needs the state that cannot be read is told so.
        }
    }

    private bool Offer(IReadOnlyList<StateToSave> part)
    {
        foreach ((ReadOnlyMemory<byte> customer, StoredState state) in part)
        {
            int slot = index.Find(new CustomerId(customer));
            // One that was given records since it was read is somewhere already, and newer.
            if (slot >= 0 && state.Applied >= index[slot].LastPosition
                && !context.Directory.Offer(index.IdOf(slot), ref index[slot].Hint, state))
            {
                return false;
            }
        }
        return true;
    }
}
