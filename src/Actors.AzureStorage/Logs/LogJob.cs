using Actors.EventLog;

namespace Actors.AzureStorage.Logs;

/// <summary>Something that the writer of a log does in its turn.</summary>
internal abstract class LogJob
{
    public abstract void Fail(Exception reason);
}

/// <summary>A frame to append at an expected tail.</summary>
internal sealed class AppendJob(long expectedTail, FrameHeader header, ReadOnlyMemory<byte> frame) : LogJob
{
    private readonly TaskCompletionSource<AppendOutcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long ExpectedTail => expectedTail;

    public FrameHeader Header => header;

    public ReadOnlyMemory<byte> Frame => frame;

    public Task<AppendOutcome> Done => _done.Task;

    public void Answer(AppendOutcome outcome) => _done.TrySetResult(outcome);

    public override void Fail(Exception reason) => _done.TrySetException(reason);
}

/// <summary>Work between two appends.</summary>
internal sealed class TurnJob(Func<Task> turn) : LogJob
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public async Task Run()
    {
        await turn();
        _done.TrySetResult();
    }

    public override void Fail(Exception reason) => _done.TrySetException(reason);
}
