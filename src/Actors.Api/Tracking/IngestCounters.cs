namespace Actors.Api.Tracking;

/// <summary>What became of tracking requests, since start: for <c>/metrics</c>.</summary>
internal sealed class IngestCounters
{
    private long _requests, _rejectedItems, _rejectedRequests, _busy;

    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Items of batches that were not taken.</summary>
    public long RejectedItems => Interlocked.Read(ref _rejectedItems);

    /// <summary>Requests refused as a whole.</summary>
    public long RejectedRequests => Interlocked.Read(ref _rejectedRequests);

    /// <summary>Requests answered 429.</summary>
    public long Busy => Interlocked.Read(ref _busy);

    public void CountRequest(int rejectedItems)
    {
        Interlocked.Increment(ref _requests);
        if (rejectedItems > 0)
        {
            Interlocked.Add(ref _rejectedItems, rejectedItems);
        }
    }

    public void CountRejectedRequest() => Interlocked.Increment(ref _rejectedRequests);

    public void CountBusy() => Interlocked.Increment(ref _busy);
}
