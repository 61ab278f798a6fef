using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Engine.Services;

/// <inheritdoc cref="ICustomers"/>
public sealed class Customers(IDirectory directory, IClock clock, uint folder, TimeProvider? time = null) : ICustomers
{
    /// <summary>Customers looked at for one page.</summary>
    private const int LookMax = 50_000;

    /// <summary>
    /// A read waits for its turn in the lane, and for a batch of each partition of that lane before it: a good second where batches are as large as
    /// they get. One that waits longer waits for something else (a definition being computed, a disk), and the caller should know.
    /// </summary>
    private static readonly TimeSpan ReadWait = TimeSpan.FromSeconds(2);

    /// <summary>A past is replayed, in small pieces between the lane's other work.</summary>
    private static readonly TimeSpan PastWait = TimeSpan.FromSeconds(30);

    public MemberCursor First { get; } = new(folder, 0, default);

    public ValueTask<CustomerView?> Read(CustomerId id, long? atMs = null, CancellationToken cancellation = default) =>
        Ask(id, new CustomerQuery(atMs ?? clock.NowMs, 0, Past: atMs is not null), cancellation);

    public ValueTask<CustomerView?> Explain(CustomerId id, int segment, long? atMs = null, CancellationToken cancellation = default) =>
        Ask(id, new CustomerQuery(atMs ?? clock.NowMs, 0, LookAhead: false, Details: false, segment, Past: atMs is not null), cancellation);

    public async ValueTask<CustomerPage> List(
        IReadOnlyList<int> within, IReadOnlyList<int> outside, MemberCursor after, int itemsMax, CancellationToken cancellation = default)
    {
        var items = new List<CustomerView>();
        for (int looked = 0; after.Partition < directory.Partitions && items.Count < itemsMax && looked < LookMax;)
        {
            cancellation.ThrowIfCancellationRequested();
            var query = new MemberQuery(new Whereabouts(within, outside), after.After, itemsMax - items.Count, clock.NowMs);
            MemberPage page = await directory.Partition(after.Partition).Members(query);
            items.AddRange(page.Items);
            looked += page.Looked;
            after = page.More ? after with { After = page.Last } : new MemberCursor(folder, after.Partition + 1, default);
        }
        return new CustomerPage(items, after.Partition < directory.Partitions ? after : null);
    }

    public ValueTask<MigrationPage> Timeline(CustomerId id, long before, int itemsMax, CancellationToken cancellation = default) =>
        Owner(id).Timeline(id, before, itemsMax);

    public ValueTask<IReadOnlyList<StoredRecord>> LastEvents(CustomerId id, int itemsMax, long before = long.MaxValue, CancellationToken cancellation = default) =>
        Owner(id).History(id, before, itemsMax);

    private IPartition Owner(CustomerId id) => directory.Partition(directory.PartitionOf(id));

    private async ValueTask<CustomerView?> Ask(CustomerId id, CustomerQuery query, CancellationToken cancellation)
    {
        Task<CustomerView> read = Owner(id).Read(id, query).AsTask();
        CustomerView view = await read.WaitAsync(query.Past ? PastWait : ReadWait, time ?? TimeProvider.System, cancellation);
        return view.Exists ? view : null;
    }
}
