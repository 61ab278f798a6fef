using Actors.Engine.Seam;

namespace Actors.Engine.Partitions;

/// <summary>Callers that want to hear when the partition has published more, and who ask again after a while all the same.</summary>
internal sealed class Watchers(IScheduler scheduler)
{
    /// <summary>Well below the time after which a runtime gives a call up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private TaskCompletionSource? _waiting;

    /// <summary>Completes when something was published, or when it is time to ask again.</summary>
    public Task WhenMoved()
    {
        if (_waiting is null)
        {
            _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = EndAfterPatience(_waiting);
        }
        return _waiting.Task;
    }

    public void Moved()
    {
        _waiting?.TrySetResult();
        _waiting = null;
    }

    private async Task EndAfterPatience(TaskCompletionSource waiting)
    {
        await scheduler.Delay(Patience);
        waiting.TrySetResult();
        _waiting = _waiting == waiting ? null : _waiting;
    }
}
