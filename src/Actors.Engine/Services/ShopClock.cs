using Actors.Engine.Seam;

namespace Actors.Engine.Services;

/// <inheritdoc cref="IShopClock"/>
public sealed class ShopClock(IClock clock, IDirectory directory) : IShopClock
{
    public long NowMs => clock.NowMs;

    public bool IsVirtual => clock.IsVirtual;

    public string? Held => clock.Held;

    public void Confirm() => clock.Confirm();

    public async ValueTask AdvanceTo(long instantMs, CancellationToken cancellation = default)
    {
        if (!IsVirtual)
        {
            throw new InvalidOperationException("Real time cannot be moved.");
        }
        long now = clock.MoveTo(instantMs);
        var advances = new Task[directory.Partitions];
        for (int p = 0; p < advances.Length; p++)
        {
            advances[p] = directory.Partition(p).Advance(now).AsTask();
        }
        await Task.WhenAll(advances).WaitAsync(cancellation);
    }
}
