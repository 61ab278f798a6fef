namespace Actors.Engine.Partitions;

/// <summary>When a partition saves a checkpoint of its own accord: after so many records, in turn with the other partitions of its process.</summary>
internal sealed class CheckpointSchedule(PartitionContext context, Checkpointing checkpoints)
{
    // The first one comes early, at another moment in each partition: else all would save their customers at once, again and again.
    private long _after = Math.Max(1, context.Options.CheckpointRecords * (context.Number % 16 + 1) / 16);

    /// <summary>Saves one, unless it is too early for it, or others' turn.</summary>
    /// <param name="confirmed">Input position up to which everything is published.</param>
    public async ValueTask SaveIfWorthwhile(long confirmed)
    {
        long records = confirmed - checkpoints.Position;
        if (records < _after || checkpoints.IsSaving)
        {
            return;
        }
        // Far behind, it waits for nobody.
        CheckpointGate? gate = records < PartitionOptions.UncheckpointedRecordsMax / 2 ? context.Gate : null;
        if (gate?.TryEnter() == false)
        {
            return;
        }
        try
        {
            long before = checkpoints.Position;
            _after = context.Options.CheckpointRecords;
            await checkpoints.Save();
            if (checkpoints.Position == before)
            {
                // A disk that refuses is not asked again at every tick to take all states: some more records first.
                _after = records + Math.Max(1, context.Options.CheckpointRecords / 16);
            }
        }
        finally
        {
            gate?.Leave();
        }
    }
}
