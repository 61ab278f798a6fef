using Actors.EventLog;

namespace Actors.Cluster.Hosting;

/// <summary>
/// Customers of a partition that save at the same time share a write: while one is under way, the next one gathers. A storage account takes one append
/// at a time to a partition's journal, and each costs a request.
/// </summary>
/// <param name="save">Saves all of them or none.</param>
internal sealed class GatheredSaves(Func<IReadOnlyList<StateToSave>, ValueTask> save)
{
    private readonly Lock _gate = new();
    private List<StateToSave> _gathering = [];
    private TaskCompletionSource? _gathered;
    private bool _isSaving;

    /// <summary>Completes when the state is saved; fails as the write does that it went with.</summary>
    public Task Save(StateToSave state)
    {
        lock (_gate)
        {
            _gathering.Add(state);
            _gathered ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_isSaving)
            {
                _isSaving = true;
                // Not in the turn of whichever customer came first: that one's grain may end before the others' states are saved.
                _ = Task.Run(SaveAll);
            }
            return _gathered.Task;
        }
    }

    private async Task SaveAll()
    {
        while (Take() is var (states, done))
        {
            try
            {
                await save(states);
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }
    }

    private (List<StateToSave> States, TaskCompletionSource Done)? Take()
    {
        lock (_gate)
        {
            if (_gathered is not { } done)
            {
                _isSaving = false;
                return null;
            }
            List<StateToSave> states = _gathering;
            (_gathering, _gathered) = ([], null);
            return (states, done);
        }
    }
}
