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

/// <param name="After">For each item, the cursor that stands right after it.</param>
public sealed record FeedPage(IReadOnlyList<PublishedMigration> Items, IReadOnlyList<FeedCursor> After, FeedCursor Next);
