namespace Actors.Api;

/// <summary>How the HTTP interface is set up.</summary>
public sealed record ActorsApiOptions
{
    /// <summary>A write key given by configuration, beside those made at <c>/api/keys</c>.</summary>
    public string? WriteKey { get; init; }

    /// <summary>An admin token given by configuration; without one, the first start makes one.</summary>
    public string? AdminToken { get; init; }

    /// <summary>No tokens or write keys needed; only this machine is served.</summary>
    public bool OpenLoopback { get; init; }

    /// <summary>
    /// Origins of web pages that may send events (<c>/v1</c>) from a browser; <c>*</c> for all. Empty: none.
    /// </summary>
    public IReadOnlyList<string> TrackingOrigins { get; init; } = [];

    /// <summary>Requests per second that one write key may send, on average; twice as many in one burst.</summary>
    public int TrackingRequestsPerSecond { get; init; } = 20_000;

    /// <summary>
    /// Requests per second that one token, or one address without a token, may send; twice as many in one burst.
    /// </summary>
    public int ApiRequestsPerSecond { get; init; } = 1_000;

    /// <summary>How long a dashboard session lasts.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>
    /// How often keys and sessions that other processes over the same store make and revoke are looked for; a credential that is not known is
    /// looked for at once. Null: there are no others.
    /// </summary>
    public TimeSpan? AccessFollow { get; init; }

    /// <summary>How often an idle stream says that it lives.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);
}
