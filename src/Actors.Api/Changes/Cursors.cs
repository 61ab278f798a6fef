using Actors.Engine.Services;

namespace Actors.Api.Changes;

/// <summary>Reads what clients send as a cursor: <c>oldest</c>, <c>latest</c>, or a text we gave out.</summary>
internal static class Cursors
{
    /// <summary>Null: not usable (any more).</summary>
    public static FeedCursor? Parse(string text, IChangeFeed feed)
    {
        FeedCursor oldest = feed.Oldest;
        return text switch
        {
            "oldest" => oldest,
            "latest" => feed.Latest,
            _ when FeedCursor.TryParse(text, oldest.Positions.Count, out FeedCursor? cursor)
                && IsRetained(cursor!, oldest) => cursor,
            _ => null,
        };
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
}
