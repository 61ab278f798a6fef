using Actors.Segmentation.Catalogs;

namespace Actors.Api.Live;

/// <summary>Where the map draws each segment: its stage, its place in it, its height.</summary>
internal static class MapLanes
{
    /// <summary>Of definitions that name no stage: one lane, in the order of the catalog.</summary>
    public const string Single = "all";

    private static readonly string[] Stages = ["acquisition", "activation", "loyalty", "at-risk", "lost"];

    /// <summary>The stages in use: the known ones in their order, then others as they come.</summary>
    public static List<string> Of(IReadOnlyList<Segment> segments)
    {
        List<string> used = [.. segments.Select(s => s.Map?.Lane).OfType<string>().Distinct(StringComparer.Ordinal)];
        List<string> lanes = [.. Stages.Where(used.Contains), .. used.Where(lane => !Stages.Contains(lane))];
        if (lanes.Count == 0 || segments.Any(s => s.Map?.Lane is null))
        {
            lanes.Add(Single);
        }
        return lanes;
    }

    /// <summary>The dictionary. Without a hint the height is the rank by mean spend.</summary>
    /// <param name="meanSpend">Mean spend of a member of each segment, in catalog order.</param>
    /// <param name="key">The key a segment is known by in this topic.</param>
    public static List<LiveEntry> Entries(
        IReadOnlyList<Segment> segments, List<string> lanes, double[] meanSpend, string language, Func<Segment, string> key)
    {
        int[] byValue = [.. Enumerable.Range(0, segments.Count).OrderBy(i => meanSpend[i]).ThenByDescending(i => i)];
        var entries = new List<LiveEntry>(segments.Count);
        for (int i = 0; i < segments.Count; i++)
        {
            Segment segment = segments[i];
            double rank = segments.Count < 2 ? 0.5 : Array.IndexOf(byValue, i) / (segments.Count - 1.0);
            double x = lanes.Count == 1 ? (i + 0.5) / segments.Count : 0.5;
            entries.Add(new LiveEntry(i, key(segment), Name(segment, language), lanes.IndexOf(segment.Map?.Lane ?? Single),
                x, Math.Clamp(segment.Map?.Value ?? rank, 0, 1)));
        }
        return entries;
    }

    public static string Name(Segment segment, string language) =>
        segment.Map?.NameIn(language) ?? segment.Name;

    public static string Name(SegmentationDefinition segmentation, string language) =>
        segmentation.Map?.NameIn(language) ?? segmentation.Name;
}
