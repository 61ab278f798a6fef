using System.Threading.RateLimiting;

namespace Actors.Api.Access;

/// <summary>Token buckets, one per key: a runaway client gets 429 before it hurts the others.</summary>
internal sealed class RequestLimits(ActorsApiOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _tracking = Buckets(options.TrackingRequestsPerSecond);
    private readonly PartitionedRateLimiter<string> _api = Buckets(options.ApiRequestsPerSecond);

    public bool AllowTracking(string key) => Allow(_tracking, key);

    public bool AllowApi(string key) => Allow(_api, key);

    public void Dispose()
    {
        _tracking.Dispose();
        _api.Dispose();
    }

    private static bool Allow(PartitionedRateLimiter<string> limiter, string key)
    {
        using RateLimitLease lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Buckets(int requestsPerSecond) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
        {
            TokenLimit = requestsPerSecond * 2,
            TokensPerPeriod = requestsPerSecond >= 10 ? requestsPerSecond / 10 : requestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(requestsPerSecond >= 10 ? 100 : 1000),
            QueueLimit = 0,
            AutoReplenishment = true,
        }));
}
