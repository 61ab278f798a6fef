namespace Actors.Engine.Services;

/// <summary>The server's time as users see it.</summary>
public interface IShopClock
{
    long NowMs { get; }

    bool IsVirtual { get; }

    /// <summary>Real time only: why nothing is acknowledged (the wall clock jumped by more than a minute), or null.</summary>
    string? Held { get; }

    /// <summary>An operator confirms the wall clock after a jump.</summary>
    void Confirm();

    /// <summary>Virtual time only: moves the clock, logs the advance in every partition, completes when all is applied.</summary>
    ValueTask AdvanceTo(long instantMs, CancellationToken cancellation = default);
}
