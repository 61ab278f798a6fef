using Actors.EventLog;

namespace Actors.Embedded.Residency;

/// <summary>Gathers states to save into transactions: a checkpoint saves thousands at once.</summary>
internal sealed class StateBatch(int partition, IStateStore store)
{
    private const int StatesMax = 1_024;
    private List<StateToSave> _open = [];
    private Task? _saving;

    /// <summary>Adds one; completes when its transaction has.</summary>
    public Task Add(StateToSave state)
    {
        _open.Add(state);
        if (_open.Count >= StatesMax)
        {
            _saving = null;
            return Save(Take());
        }
        return _saving ??= SaveSoon();
    }

    /// <summary>Begins once the lane is done with what it is doing now, so that all that is to be saved has been added.</summary>
    private async Task SaveSoon()
    {
        await Task.Yield();
        _saving = null;
        if (_open.Count > 0)
        {
            await Save(Take());
        }
    }

    private List<StateToSave> Take()
    {
        List<StateToSave> batch = _open;
        _open = [];
        return batch;
    }

    private Task Save(List<StateToSave> batch) => store.Save(partition, batch).AsTask();
}
