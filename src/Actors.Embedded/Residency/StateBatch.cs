using Actors.EventLog;

namespace Actors.Embedded.Residency;

/// <summary>
/// Gathers the states that a checkpoint saves, and saves them in the order of their customers: neighbours share pages on disk, so that a page is
/// written once for all of them and not once for each.
/// </summary>
internal sealed class StateBatch(int partition, IStateStore store)
{
    private const int StatesInTransaction = 1_024;
    private List<StateToSave> _open = [];
    private Task? _saving;

    /// <summary>Adds one; completes when its transaction has.</summary>
    public Task Add(StateToSave state)
    {
        _open.Add(state);
        return _saving ??= SaveSoon();
    }

    /// <summary>Begins once the lane is done with what it is doing now, so that all that is to be saved has been added.</summary>
    private async Task SaveSoon()
    {
        await Task.Yield();
        _saving = null;
        List<StateToSave> batch = _open;
        _open = [];
        // Thousands take a while to sort, and the lane has customers waiting.
        await Task.Run(() => Save(batch));
    }

    private Task Save(List<StateToSave> batch)
    {
        batch.Sort(static (a, b) => a.Customer.Span.SequenceCompareTo(b.Customer.Span));
        return Task.WhenAll(batch.Chunk(StatesInTransaction).Select(part => store.Save(partition, part).AsTask()));
    }
}
