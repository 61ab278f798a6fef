using Actors.Engine.Services;

namespace Actors.Conformance.Running;

/// <summary>A runtime that has started, as the suites see it: its services, and the passing of time.</summary>
public interface IRuntimeUnderTest
{
    IIngress Ingress { get; }

    ICustomers Customers { get; }

    ICatalogs Catalogs { get; }

    IChangeFeed Changes { get; }

    ISegments Segments { get; }

    IPreviews Previews { get; }

    IShopClock Clock { get; }

    /// <summary>Time passes up to an instant, by whatever moves the folder's clock; completes when all that fell due is published.</summary>
    Task MoveTo(long instantMs);

    /// <summary>Completes when all that was acknowledged is published, and segments know of it.</summary>
    Task Settle();

    /// <summary>Saves the checkpoints of all partitions.</summary>
    Task SaveCheckpoints();

    /// <summary>Customers' states in memory now.</summary>
    Task<int> Resident();

    /// <summary>A clean end. The store stays open.</summary>
    Task Stop();

    /// <summary>The process is gone, without a word. Its store is told first.</summary>
    Task Abandon();
}
