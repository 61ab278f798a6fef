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
    /// <exception cref="TimeoutException">The partition lags more than two seconds; of a past, that it takes more than thirty to replay.</exception>
    /// <exception cref="PastTooLongException">There is too much of the past asked for.</exception>
    /// <param name="atMs">An instant of the past: the customer as it stood then; null: now.</param>
    ValueTask<CustomerView?> Read(CustomerId id, long? atMs = null, CancellationToken cancellation = default);

    /// <summary>As <see cref="Read"/>, with the reasons for one segment and nothing else of the customer.</summary>
    /// <param name="segment">The segment's number.</param>
    /// <param name="atMs">As for <see cref="Read"/>.</param>
    ValueTask<CustomerView?> Explain(CustomerId id, int segment, long? atMs = null, CancellationToken cancellation = default);

    /// <summary>The cursor before everything.</summary>
    MemberCursor First { get; }

    /// <summary>
    /// Customers by their memberships as decided by now, which may be some milliseconds behind what was acknowledged; in no order that means
    /// anything, but always in the same. A page may have fewer items than asked for, even none, and more may follow.
    /// </summary>
    /// <param name="within">Segments to be in, all of them; none: any.</param>
    /// <param name="outside">Segments not to be in.</param>
    ValueTask<CustomerPage> List(
        IReadOnlyList<int> within, IReadOnlyList<int> outside, MemberCursor after, int itemsMax, CancellationToken cancellation = default);

    /// <summary>Migrations, newest first. <paramref name="before"/> is a page's <see cref="MigrationPage.Next"/>, or <see cref="long.MaxValue"/>.</summary>
    ValueTask<MigrationPage> Timeline(CustomerId id, long before, int itemsMax, CancellationToken cancellation = default);

    /// <summary>Latest input records, newest first.</summary>
    /// <param name="before">The position before which they lie.</param>
    ValueTask<IReadOnlyList<StoredRecord>> LastEvents(CustomerId id, int itemsMax, long before = long.MaxValue, CancellationToken cancellation = default);
}

/// <param name="Items">With memberships; without traits, features and ends of memberships.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record CustomerPage(IReadOnlyList<CustomerView> Items, MemberCursor? Next);
