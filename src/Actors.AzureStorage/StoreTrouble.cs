using Actors.EventLog;

namespace Actors.AzureStorage;

/// <summary>Patience with a service that does not answer, and its end when the store is closed.</summary>
internal sealed class StoreTrouble(AzureStoreOptions options) : IDisposable
{
    private const int ToldFrom = 4;
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _closing = new();

    public AzureStoreOptions Options => options;

    /// <summary>Tells whether certainly no other process can append at this moment; else the service is asked.</summary>
    public Func<bool> IsAlone { get; set; } = static () => false;

    /// <summary>Cancelled when the store gives up what is under way.</summary>
    public CancellationToken Closing => _closing.Token;

    public bool IsClosed => _closing.IsCancellationRequested;

    /// <summary>Waits before the next attempt, longer each time, and tells when it has become many.</summary>
    /// <exception cref="StorageException">The store is closed; the outcome stays unknown.</exception>
    public async Task Wait(string what, string reason, int attempt)
    {
        if (attempt == ToldFrom) options.Troubled($"{what} is tried again and again: {reason}");
        var pause = TimeSpan.FromTicks(Math.Min(options.RetryDelay.Ticks << Math.Min(attempt, 16), PauseMax.Ticks));
        try
        {
            await Task.Delay(pause, options.Time, Closing);
        }
        catch (OperationCanceledException e)
        {
            throw Closed(what, e);
        }
    }

    /// <summary>What is told to whoever is kept from an answer by the store's end.</summary>
    public static StorageException Closed(string what, Exception inner) =>
        new($"The store was closed while {what}; whether it took effect is unknown.", inner);

    public void Close() => _closing.Cancel();

    public void Dispose() => _closing.Dispose();
}
