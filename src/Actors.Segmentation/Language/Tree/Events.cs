namespace Actors.Segmentation.Language.Tree;

/// <summary>Which events are meant: a name, and a condition on each. The window belongs to the aggregate.</summary>
/// <param name="Name">
/// The event's name, NFC; null is <c>any</c> (track, page and screen). <c>page</c> and <c>screen</c> are parsed to
/// their names, <see cref="PageViewed"/> and <see cref="ScreenViewed"/>.
/// </param>
/// <param name="Where">The condition on each event, or on each row; null is none.</param>
public sealed record EventSelector(string? Name, Condition? Where) : Node
{
    public const string PageViewed = "Page Viewed";

    public const string ScreenViewed = "Screen Viewed";

    public bool IsAny => Name is null;
}
