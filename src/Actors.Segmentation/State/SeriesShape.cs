namespace Actors.Segmentation.State;

/// <summary>How the region of one series is laid out: head words, then entries ascending by (instant, arrival).</summary>
/// <param name="Kind">What an entry holds.</param>
/// <param name="HasBaseCount">The head counts the entries that were dropped (one word).</param>
/// <param name="HasExtremes">The head keeps minimum and maximum of the dropped (needs the count).</param>
/// <remarks>Head: count? (1 word), and for numbers: sum of the dropped (1 word, 2 when wide), minimum?, maximum? (likewise).</remarks>
internal readonly record struct SeriesShape(SeriesKind Kind, bool HasBaseCount, bool HasExtremes)
{
    public int CountWords => HasBaseCount ? 1 : 0;

    public int HeadWords(bool wide) =>
        CountWords + (Kind == SeriesKind.Numbers ? (HasExtremes ? 3 : 1) * (wide ? 2 : 1) : 0);

    public int Stride(bool wide) => Kind switch
    {
        SeriesKind.Times => 1,
        SeriesKind.Steps => 2,
        SeriesKind.Orders => 6,
        _ => wide ? 3 : 2,
    };
}
