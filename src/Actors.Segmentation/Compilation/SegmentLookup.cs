using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Compilation;

/// <summary>The numbers of the catalog's segments, for <c>member</c> and <c>was_member</c>.</summary>
internal sealed class SegmentLookup(IReadOnlyDictionary<string, (int Unit, int Segment)> byAddress, int[] unitOfSegment)
{
    /// <summary>Unit by number of segment, removed segments too.</summary>
    public int[] UnitOfSegment => unitOfSegment;

    /// <summary>By number of segment: whether states remember the last exit.</summary>
    public bool[] Tracked { get; } = new bool[unitOfSegment.Length];

    public (int Unit, int Segment) Find(SegmentReference reference, Node node) =>
        byAddress.TryGetValue(reference.ToString(), out (int Unit, int Segment) found)
            ? found
            : throw new RefusalException(node, $"There is no segment '{reference}'.");

    /// <summary>Finds a segment whose past memberships matter.</summary>
    public int Track(SegmentReference reference, Node node)
    {
        int segment = Find(reference, node).Segment;
        Tracked[segment] = true;
        return segment;
    }
}
