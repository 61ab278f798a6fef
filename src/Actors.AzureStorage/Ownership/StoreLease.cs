using System.Globalization;
using Actors.AzureStorage.Rest;
using Actors.EventLog;

namespace Actors.AzureStorage.Ownership;

/// <summary>
/// Ownership of a whole store: a lease on a blob, renewed while the store is open. It keeps two servers from getting in
/// each other's way; what keeps the logs safe is that appends name where they land.
/// </summary>
internal sealed class StoreLease : IAsyncDisposable
{
    private const string BlobName = "lock";
    private const string SignName = "lock.owner";
    private const string ClusterId = "5ca1ab1e-0000-4000-8000-000000000000";
    private const string Forever = "-1";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ReleasePatience = TimeSpan.FromSeconds(5);

    private readonly BlobContainer _container;
    private readonly StoreTrouble _trouble;
    private readonly string _id;
    private readonly CancellationTokenSource _ending = new();
    private Task _renewing = Task.CompletedTask;

    private Held? _held;

    private StoreLease(BlobContainer container, StoreTrouble trouble, string id) =>
        (_container, _trouble, _id) = (container, trouble, id);

    private AzureStoreOptions Options => _trouble.Options;

    /// <summary>
    /// Whether no other server can have the store at this moment: the lease has been renewed, by this machine's clocks, for less time than it lasts.
    /// Of two clocks the one that says more counts: one of them may stand still while the machine does.
    /// </summary>
    public bool IsCertain
    {
        get
        {
            var lasts = TimeSpan.FromSeconds(Options.LeaseSeconds);
            return Volatile.Read(ref _held) is { } held && Options.Time.GetElapsedTime(held.Timestamp) < lasts
                && Options.Time.GetUtcNow() - held.Utc < lasts;
        }
    }

    private string Seconds => Options.LeaseSeconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Takes the lease; waits for that of an owner elsewhere, which may be dead, and breaks that of one that certainly is.
    /// </summary>
    /// <exception cref="FolderInUseException">A living owner has it.</exception>
    public static async Task<StoreLease> Take(BlobContainer container, StoreTrouble trouble)
    {
        var lease = new StoreLease(container, trouble, Guid.NewGuid().ToString());
        await lease.Await(lease.Seconds);
        await container.Put(SignName, OwnerSign.Own.ToBytes(), onlyNew: false, trouble.Closing);
        lease._renewing = Task.Run(lease.Renew);
        return lease;
    }

    /// <summary>
    /// Gives the store to a cluster: all of its processes hold the same lease, which never ends, so that no server has the store alone
    /// until somebody breaks it.
    /// </summary>
    /// <exception cref="FolderInUseException">A living owner has it.</exception>
    public static async Task Share(BlobContainer container, StoreTrouble trouble)
    {
        var lease = new StoreLease(container, trouble, ClusterId);
        await lease.Await(Forever);
        await container.Put(SignName, OwnerSign.Cluster.ToBytes(), onlyNew: false, trouble.Closing);
        // Whoever saw the sign of an owner that had died may have broken it meanwhile.
        await lease.Await(Forever);
    }

    private async Task Await(string seconds)
    {
        await _container.Put(BlobName, default, onlyNew: true, _trouble.Closing);
        var began = Options.Time.GetTimestamp();
        while (!await Acquire(seconds, _trouble.Closing))
        {
            var owner = await _container.Get(SignName, _trouble.Closing) is { } bytes ? OwnerSign.Parse(bytes.Span) : null;
            var isRunning = owner?.IsRunning();
            if (isRunning == false && await Do("break", _trouble.Closing, ("lease-break-period", "0"))) continue;
            if (isRunning == true || Options.Time.GetElapsedTime(began) > Options.LeasePatience)
                throw new FolderInUseException(
                    $"The store at {_container.Location} is in use by another server ({owner?.ToString() ?? "unknown"}). "
                    + "Stop it, or give this one a store of its own.");
            await Task.Delay(Poll, Options.Time, _trouble.Closing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _renewing;
        using var patience = new CancellationTokenSource(ReleasePatience, Options.Time);
        try
        {
            await Do("release", patience.Token, ("lease-id", _id));
        }
        catch (Exception e) when (e is StorageException or OperationCanceledException)
        {
            // It ends by itself.
        }

        _ending.Dispose();
    }

    private Task<bool> Acquire(string seconds, CancellationToken cancellation) =>
        Hold("acquire", cancellation, ("lease-duration", seconds), ("proposed-lease-id", _id));

    // Counted from before the request: the service counts from when it came.
    private async Task<bool> Hold(string action, CancellationToken cancellation, params (string, string)[] headers)
    {
        var from = (Options.Time.GetTimestamp(), Options.Time.GetUtcNow());
        if (!await Do(action, cancellation, headers)) return false;
        Volatile.Write(ref _held, new Held(from.Item1, from.Item2));
        return true;
    }

    private Task<bool> Do(string action, CancellationToken cancellation, params (string, string)[] headers) =>
        _container.Lease(BlobName, cancellation, [("lease-action", action), .. headers]);

    private async Task Renew()
    {
        var isLost = false;
        while (!_ending.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(Options.LeaseSeconds / 3.0), Options.Time, _ending.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_ending.IsCancellationRequested) return;
            try
            {
                var isHeld = await Hold("renew", _ending.Token, ("lease-id", _id)) || await Acquire(Seconds, _ending.Token);
                if (!isHeld && !isLost)
                    Options.Troubled($"Another server has taken the store at {_container.Location} over; this one can write no more.");
                isLost = !isHeld;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (StorageException e)
            {
                Options.Troubled($"The lease of the store at {_container.Location} was not renewed: {e.Message}");
            }
        }
    }

    // One object, so that whoever reads it sees both clocks of one renewal.
    private sealed record Held(long Timestamp, DateTimeOffset Utc);
}
