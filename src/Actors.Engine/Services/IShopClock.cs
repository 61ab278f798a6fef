namespace Actors.Engine.Services;

/// <summary>The server's time as users see it.</summary>
public interface IShopClock
{
    long NowMs { get; }

    bool IsVirtual { get; }

    /// <summary>Virtual time only: moves the clock, logs the advance in every partition, completes when all is applied.</summary>
    ValueTask AdvanceTo(long instantMs, CancellationToken cancellation = default);
}
