using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>What one page found.</summary>
internal sealed class PreviewTally(int clauses, int samplesMax)
{
    private readonly long[] _funnel = new long[clauses];
    private readonly List<CustomerId> _members = [];
    private readonly List<CustomerId> _addedSample = [];
    private readonly List<CustomerId> _droppedSample = [];
    private readonly List<(CustomerId, int)> _near = [];
    private readonly uint _all = clauses == 32 ? uint.MaxValue : (1u << clauses) - 1;
    private readonly List<(CustomerId, string)> _failedSample = [];
    private long _failed;
    private long _added;
    private long _dropped;

    public void Add(Tried tried, bool compares, CustomerIndex index, int slot)
    {
        if (tried.Answer.Error is { } error)
        {
            _failed++;
            if (_failedSample.Count < samplesMax)
            {
                _failedSample.Add((Own(index.IdOf(slot)), error));
            }
        }
        if (tried.Answer.IsUndecided)
        {
            // As a live segment would: the customer stays where it is.
            return;
        }
        uint held = tried.Answer.Held;
        for (int i = 0; i < clauses && (held >> i & 1) != 0; i++)
        {
            _funnel[i]++;
        }
        uint missing = _all & ~held;
        if (missing == 0)
        {
            Sample(_members, index, slot);
        }
        else if (clauses > 1 && (missing & (missing - 1)) == 0 && _near.Count < samplesMax)
        {
            _near.Add((Own(index.IdOf(slot)), System.Numerics.BitOperations.TrailingZeroCount(missing)));
        }
        if (!compares || tried.Member == (missing == 0))
        {
            return;
        }
        if (tried.Member)
        {
            _dropped++;
            Sample(_droppedSample, index, slot);
        }
        else
        {
            _added++;
            Sample(_addedSample, index, slot);
        }
    }

    public PreviewPage ToPage(int looked, int customers, PreviewCursor? next) => new(
        looked, customers, _funnel, _added, _dropped, _members, _addedSample, _droppedSample, _near, _failed, _failedSample, next);

    private void Sample(List<CustomerId> to, CustomerIndex index, int slot)
    {
        if (to.Count < samplesMax)
        {
            to.Add(Own(index.IdOf(slot)));
        }
    }

    private static CustomerId Own(CustomerId id) => new(id.Utf8.ToArray());
}
