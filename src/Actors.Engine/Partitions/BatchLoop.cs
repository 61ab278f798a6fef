using System.Buffers;
using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// Applies durable blocks in batches, one after the other, and lets callers wait until what they took part in is published. Between two batches
/// there is a gap for what must not see half of one.
/// </summary>
/// <param name="applied">Called after each batch; true: a switch to other rules ended with it.</param>
internal sealed class BatchLoop(PartitionContext context, ApplyLoop apply, BatchGap gap, NameCollector names, Action<bool> applied)
{
    private readonly Queue<DurableBlock> _durable = new();
    private readonly List<DurableBlock> _batch = [];
    private readonly Barrier _published = new();
    private readonly BatchMeter _meter = new(context);

    /// <summary>Why no batch is applied any more, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Lateness of the last batch's clock changes, ms.</summary>
    public double LatenessMs => _meter.LatenessMs;

    /// <summary>A block became durable.</summary>
    public void Add(DurableBlock block)
    {
        _durable.Enqueue(block);
        if (!gap.IsApplying && Fault is null)
        {
            _ = Run();
        }
    }

    /// <summary>Completes when everything up to a position is published.</summary>
    public ValueTask WhenPublished(long position) =>
        apply.Applied >= position && !gap.IsApplying && Fault is null ? ValueTask.CompletedTask : _published.Wait(position);

    private async Task Run()
    {
        gap.Begin();
        try
        {
            while (_durable.Count > 0)
            {
                applied(await ApplyBatch());
                _published.Reached(apply.Applied);
                gap.Open();
            }
            gap.End();
        }
        catch (Exception e)
        {
            // Nothing after this position is applied: the log keeps it all, and a restart goes on from here.
            Fault = $"Partition {context.Number} stopped at input position {apply.Applied}: {e.Message}";
            context.Meter.PartitionFailed(context.Number, e);
            var reason = new PartitionUnavailableException(Fault, e);
            _published.Fail(reason);
            gap.Fail(reason);
        }
        _published.Reached(apply.Applied);
    }

    /// <summary>Applies as many durable blocks as are committed at once; a catalog's activation ends its batch.</summary>
    /// <returns>Whether a switch to other rules ended with it.</returns>
    private async ValueTask<bool> ApplyBatch()
    {
        _batch.Clear();
        int records = 0;
        bool activates = false;
        do
        {
            DurableBlock block = _durable.Dequeue();
            _batch.Add(block);
            records += block.Records.Length;
            await apply.Apply(block.Records, block.Slots);
            names.See(block.Records.Span);
            activates = block.Activates;
        }
        while (!activates && _durable.Count > 0 && records < context.Options.BatchRecordsMax);
        Migration[] published = await apply.Commit();
        _meter.Measure(published, _batch[0].DurableAt);
        foreach (DurableBlock block in _batch)
        {
            context.Room.Release(context.Number, block.Customers);
            // In the pool they would hold on to the bytes of whole blocks.
            Array.Clear(block.Rented, 0, block.Records.Length);
            ArrayPool<Record>.Shared.Return(block.Rented);
        }
        return apply.Switching.TakeEnded();
    }
}
