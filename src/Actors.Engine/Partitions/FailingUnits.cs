using Actors.Engine.Seam;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;

namespace Actors.Engine.Partitions;

/// <summary>
/// The units that could not be decided for some customers, by the catalog version in force, since the owner started. What a recovery replays fails
/// again, and is counted again.
/// </summary>
internal sealed class FailingUnits(PartitionContext context, Outbox outbox)
{
    private readonly Dictionary<int, (int Version, Failing Failing)> _units = [];

    public Failing? Of(int segment)
    {
        // Hardly ever is there anything to look for.
        if (_units.Count == 0)
        {
            return null;
        }
        foreach ((int unit, (int version, Failing failing)) in _units)
        {
            if (SegmentsOf(version, unit).Any(one => one.Id == segment))
            {
                return failing;
            }
        }
        return null;
    }

    /// <summary>Customers' turns have failed in part.</summary>
    public void Add(IReadOnlyList<Gathering.FailedTurn> turns)
    {
        for (int i = 0; i < turns.Count; i++)
        {
            Add(turns[i]);
        }
    }

    private void Add(Gathering.FailedTurn turn)
    {
        foreach (Failure failure in turn.Failures)
        {
            (int version, Failing? known) = _units.GetValueOrDefault(failure.Unit);
            long count = version == failure.CatalogVersion ? known!.Count : 0;
            var failing = new Failing(count + 1, turn.AtMs, turn.Customer, failure.Position, failure.Error);
            _units[failure.Unit] = (failure.CatalogVersion, failing);
            Changed(failure.CatalogVersion, failure.Unit);
            Unit unit = context.Catalogs.Get(failure.CatalogVersion).Unit(failure.Unit);
            context.Meter.RuleFailed(context.Number, unit.IsSegmentation ? unit.Key + "/" : unit.Key, failing);
        }
    }

    /// <summary>What earlier versions could not decide is of no interest any more.</summary>
    public void Keep(int version)
    {
        foreach ((int unit, (int of, _)) in _units)
        {
            if (of < version)
            {
                _units.Remove(unit);
                Changed(of, unit);
            }
        }
    }

    private void Changed(int version, int unit)
    {
        foreach (Segment segment in SegmentsOf(version, unit))
        {
            outbox.Totals.Again(new SegmentKey(segment.Id));
        }
    }

    private IReadOnlyList<Segment> SegmentsOf(int version, int unit) => context.Catalogs.Get(version).Unit(unit).Segments;
}
