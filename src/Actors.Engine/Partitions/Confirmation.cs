using Actors.Engine.Seam;
using Actors.EventLog;

namespace Actors.Engine.Partitions;

/// <summary>
/// Makes sure, before a read is answered, that no other owner had taken the partition when the read was asked for: whoever takes it appends to
/// the input log first, so that an owner whose log still ends where it knows is the owner. The log is asked, not a clock.
/// </summary>
/// <remarks>
/// Free where the log answers at once, as it does where no other process can have appended. Elsewhere one look at the log serves all reads that
/// wait for it to begin.
/// </remarks>
internal sealed class Confirmation(PartitionContext context, InputLane input)
{
    private readonly ILog _log = context.Store.Input(context.Number);
    private Task? _looking;
    private Task? _next;

    /// <exception cref="PartitionUnavailableException">Another owner has the partition, or the log cannot be asked.</exception>
    public ValueTask Confirm()
    {
        if (_looking is not null)
        {
            // It began before this call, and may have seen the log as it was before: the next one serves.
            return new(_next ??= LookAfter(_looking));
        }
        ValueTask<long> tail = _log.ReadTail();
        return tail.IsCompletedSuccessfully ? Check(tail.Result) : Begin(tail.AsTask());
    }

    private ValueTask Check(long tail) => tail <= input.Durable ? default : Begin(Task.FromResult(tail));

    private ValueTask Begin(Task<long> asked)
    {
        Task look = Look(asked);
        _looking = look.IsCompleted ? null : look;
        return new(look);
    }

    private async Task LookAfter(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        (_looking, _next) = (_next, null);
        await Look(_log.ReadTail().AsTask());
    }

    private async Task Look(Task<long> asked)
    {
        try
        {
            long tail = await asked;
            while (tail > input.Durable && input.Fault is null && input.IsAppending)
            {
                // It may be one's own block, of which no answer has come yet.
                await input.WhenAnswered();
            }
            if (tail > input.Durable && input.Fault is null)
            {
                input.Lose($"Partition {context.Number} has another owner: its log ends at {tail}, not at {input.Durable}.");
            }
        }
        catch (StorageException e)
        {
            throw new PartitionUnavailableException(e.Message, e);
        }
        finally
        {
            // Else the next one makes itself the one under way.
            if (_next is null)
            {
                _looking = null;
            }
        }
        if (input.Fault is { } fault)
        {
            throw new PartitionUnavailableException(fault);
        }
    }
}
