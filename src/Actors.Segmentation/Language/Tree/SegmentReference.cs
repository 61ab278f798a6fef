namespace Actors.Segmentation.Language.Tree;

/// <summary>The address of a segment: <c>segmentation/segment</c>, or the plain key of an overlapping
/// segment.</summary>
/// <param name="Segmentation">Key of the segmentation; null for an overlapping segment.</param>
/// <param name="Segment">Key of the segment.</param>
public sealed record SegmentReference(string? Segmentation, string Segment)
{
    /// <summary>What is computed together, and hence what depends: the whole segmentation or the one segment.</summary>
    public UnitKey Unit => Segmentation is null
        ? new UnitKey(UnitKind.Segment, Segment)
        : new UnitKey(UnitKind.Segmentation, Segmentation);

    /// <summary>Reads an address; false unless it has one or two non-empty parts.</summary>
    public static bool TryParse(string text, out SegmentReference reference)
    {
        string[] parts = text.Split('/');
        reference = new SegmentReference(parts.Length > 1 ? parts[0] : null, parts[^1]);
        return parts.Length <= 2 && Array.TrueForAll(parts, part => part.Length > 0);
    }

    public override string ToString() => Segmentation is null ? Segment : $"{Segmentation}/{Segment}";
}

/// <summary>The key of an overlapping segment or of a segmentation: the unit of dependency and of decision.</summary>
public readonly record struct UnitKey(UnitKind Kind, string Key)
{
    public override string ToString() => Key;
}

public enum UnitKind
{
    Segment,
    Segmentation,
}
