using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Engine.Services;

/// <summary>Reading customers.</summary>
public interface ICustomers
{
    /// <summary>
    /// The customer now, after everything acknowledged before this call is applied and the clock is advanced to now.
    /// </summary>
    /// <returns>Null: never seen.</returns>
    /// <exception cref="TimeoutException">The partition lags more than 250 ms.</exception>
    ValueTask<CustomerView?> Read(CustomerId id, CancellationToken cancellation = default);

    /// <summary>Migrations, newest first. <paramref name="before"/> is a page's <see cref="MigrationPage.Next"/>, or <see cref="long.MaxValue"/>.</summary>
    ValueTask<MigrationPage> Timeline(CustomerId id, long before, int itemsMax, CancellationToken cancellation = default);

    /// <summary>Latest input records, newest first.</summary>
    ValueTask<IReadOnlyList<StoredRecord>> LastEvents(CustomerId id, int itemsMax, CancellationToken cancellation = default);
}
