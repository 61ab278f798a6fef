namespace Actors.Engine.Partitions;

/// <summary>
/// Shared by the partitions of one process: who may save a checkpoint of their own accord now. One at a time, as each copies thousands of
/// states; and none while others recover, for whom somebody waits. Any thread.
/// </summary>
/// <param name="recovering">Partitions that are going to recover.</param>
public sealed class CheckpointGate(int recovering)
{
    private int _recovering = recovering;
    private int _saving;

    /// <summary>A partition has recovered, or failed to.</summary>
    public void Recovered() => Interlocked.Decrement(ref _recovering);

    /// <summary>True: it is the caller's turn until it calls <see cref="Leave"/>.</summary>
    public bool TryEnter() => Volatile.Read(ref _recovering) <= 0 && Interlocked.CompareExchange(ref _saving, 1, 0) == 0;

    public void Leave() => Volatile.Write(ref _saving, 0);
}
