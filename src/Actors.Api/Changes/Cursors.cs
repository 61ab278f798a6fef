using Actors.Engine.Services;

namespace Actors.Api.Changes;

/// <summary>Reads what clients send as a cursor: <c>oldest</c>, <c>latest</c>, or a text we gave out.</summary>
internal static class Cursors
{
    private const string None = "unknown or damaged: not a cursor of this feed";
    private const string Elsewhere = "this cursor is of another data folder, where the same places mean other changes";
    private const string Gone = "beyond the retention: changes after this cursor are not there any more";

    /// <summary>Null: not usable (any more), and the refusal says why.</summary>
    public static FeedCursor? Parse(string text, IChangeFeed feed, out string? refusal)
    {
        refusal = null;
        FeedCursor oldest = feed.Oldest;
        switch (text)
        {
            case "oldest":
                return oldest;
            case "latest":
                return feed.Latest;
            default:
                refusal = FeedCursor.TryParse(text, out FeedCursor? cursor) ? RefusalOf(cursor!, oldest) : None;
                return refusal is null ? cursor : null;
        }
    }

    /// <summary>Whether everything after the cursor is still there.</summary>
    public static bool IsRetained(FeedCursor cursor, FeedCursor oldest)
    {
        for (int p = 0; p < oldest.Positions.Count; p++)
        {
            if (cursor.Positions[p] < oldest.Positions[p])
            {
                return false;
            }
        }
        return true;
    }

    private static string? RefusalOf(FeedCursor cursor, FeedCursor oldest)
    {
        if (cursor.Folder != oldest.Folder)
        {
            return Elsewhere;
        }
        return cursor.Positions.Count != oldest.Positions.Count ? None : IsRetained(cursor, oldest) ? null : Gone;
    }
}
