using Actors.EventLog;

namespace Actors.AzureStorage;

/// <summary>Scrubs a store now and then, and once more when it is closed.</summary>
internal sealed class Scrubbing : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _ending = new();
    private readonly AzureStoreOptions _options;
    private readonly Func<CancellationToken, Task> _scrub;
    private readonly Task _running;

    /// <param name="closing">Cancelled when the store gives up what is under way.</param>
    public Scrubbing(AzureStoreOptions options, Func<CancellationToken, Task> scrub, CancellationToken closing)
    {
        (_options, _scrub) = (options, scrub);
        _running = Task.Run(() => Run(closing), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        _ending.Dispose();
    }

    private async Task Run(CancellationToken closing)
    {
        while (true)
        {
            await Task.Delay(Pause, _options.Time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await _scrub(closing);
            }
            catch (Exception e) when (e is StorageException or OperationCanceledException)
            {
                _options.Troubled($"Erased content is still to be scrubbed: {e.Message}");
            }

            if (_ending.IsCancellationRequested) return;
        }
    }
}
