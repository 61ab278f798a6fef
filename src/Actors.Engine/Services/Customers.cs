using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Engine.Services;

/// <inheritdoc cref="ICustomers"/>
public sealed class Customers(IDirectory directory, IClock clock, TimeProvider? time = null) : ICustomers
{
    private static readonly TimeSpan ReadWait = TimeSpan.FromMilliseconds(250);

    public async ValueTask<CustomerView?> Read(CustomerId id, CancellationToken cancellation = default)
    {
        Task<CustomerView> read = Owner(id).Read(id, new CustomerQuery(clock.NowMs, 0)).AsTask();
        CustomerView view = await read.WaitAsync(ReadWait, time ?? TimeProvider.System, cancellation);
        return view.Exists ? view : null;
    }

    public ValueTask<MigrationPage> Timeline(CustomerId id, long before, int itemsMax, CancellationToken cancellation = default) =>
        Owner(id).Timeline(id, before, itemsMax);

    public ValueTask<IReadOnlyList<StoredRecord>> LastEvents(CustomerId id, int itemsMax, CancellationToken cancellation = default) =>
        Owner(id).History(id, long.MaxValue, itemsMax);

    private IPartition Owner(CustomerId id) => directory.Partition(directory.PartitionOf(id));
}
