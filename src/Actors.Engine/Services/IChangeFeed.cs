using Actors.Engine.Seam;

namespace Actors.Engine.Services;

/// <summary>All migrations of all partitions, resumable. Order is promised per customer only.</summary>
public interface IChangeFeed
{
    /// <summary>The cursor before everything retained.</summary>
    FeedCursor Oldest { get; }

    /// <summary>The cursor after everything published so far.</summary>
    FeedCursor Latest { get; }

    /// <summary>
    /// Changes after a cursor. Waits up to <paramref name="wait"/> for the first one that passes the filter; the answer's cursor moves on over what the
    /// filter leaves out.
    /// </summary>
    ValueTask<FeedPage> Read(FeedCursor after, Func<PublishedMigration, bool>? filter, int itemsMax, TimeSpan wait, CancellationToken cancellation = default);
}

/// <summary>A page of the feed.</summary>
/// <param name="From">The cursor it was read after.</param>
/// <param name="Next">The cursor behind everything looked at, items or not.</param>
public sealed record FeedPage(FeedCursor From, IReadOnlyList<PublishedMigration> Items, FeedCursor Next)
{
    /// <summary>The cursor that stands right after one of the items.</summary>
    public FeedCursor After(int item)
    {
        long[] positions = [.. From.Positions];
        for (int i = 0; i <= item; i++)
        {
            positions[Items[i].Partition] = Items[i].OutboxPosition;
        }
        return new FeedCursor(From.Folder, positions);
    }
}
