using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.History;

/// <summary>What was published about one customer, and hence where the customer is.</summary>
public sealed class MembershipHistory
{
    private readonly List<Move> moves = [];

    /// <summary>All migrations, in the order of their sequence numbers.</summary>
    public IReadOnlyList<Move> Moves => moves;

    /// <summary>The units the customer was ever in, in the order of their first migrations.</summary>
    public IEnumerable<UnitKey> Units => moves.Select(move => move.Unit).Distinct();

    public void Publish(Move move) => moves.Add(move);

    /// <summary>The segment the customer is in, of a unit; null when outside.</summary>
    public string? SegmentIn(UnitKey unit) => moves.FindLast(move => move.Unit == unit)?.To;

    public bool IsMember(SegmentReference segment) => SegmentIn(segment.Unit) == segment.Segment;

    /// <summary>Instant of the last migration that led into the segment; null when there was none.</summary>
    public long? LastEntry(SegmentReference segment) =>
        moves.FindLast(move => move.Unit == segment.Unit && move.To == segment.Segment)?.AtMs;

    /// <summary>Instants of the migrations that led out of the segment.</summary>
    public IEnumerable<long> Exits(SegmentReference segment) =>
        moves.Where(move => move.Unit == segment.Unit && move.From == segment.Segment).Select(move => move.AtMs);
}
