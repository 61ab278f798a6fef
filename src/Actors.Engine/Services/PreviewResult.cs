using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Engine.Services;

public enum PreviewState
{
    /// <summary>Not everybody was looked at yet.</summary>
    Estimate,
    Exact,
    Cancelled,
    Failed,
}

/// <summary>What is known of a preview.</summary>
/// <param name="Looked">Customers looked at.</param>
/// <param name="Customers">How many there are, as far as is known.</param>
/// <param name="Funnel">For each clause: how many hold it and all before it.</param>
/// <param name="Count">Members: counted when exact, else the best estimate.</param>
/// <param name="Low">Bounds of the count (99.9 % of the time, while it is an estimate).</param>
/// <param name="Near">Who lacks one clause alone, with its index.</param>
/// <param name="Failed">For how many of those looked at the rule failed. They are counted as a live segment would decide them: without the events it could
/// not keep; where it could not be evaluated at all, in none of the counts.</param>
/// <param name="FailedSample">Some of them, with the error.</param>
/// <param name="Took">Since it began.</param>
public sealed record PreviewResult(
    PreviewState State,
    long Looked,
    long Customers,
    IReadOnlyList<long> Funnel,
    long Count,
    long Low,
    long High,
    long Added,
    long Dropped,
    IReadOnlyList<CustomerId> MemberSample,
    IReadOnlyList<CustomerId> AddedSample,
    IReadOnlyList<CustomerId> DroppedSample,
    IReadOnlyList<(CustomerId Customer, int Clause)> Near,
    long Failed,
    IReadOnlyList<(CustomerId Customer, string Error)> FailedSample,
    TimeSpan Took,
    string? Failure = null);

/// <summary>Adds pages up.</summary>
internal sealed class PreviewSum(int clauses, int samplesMax)
{
    // Two-sided 99.9 % of the normal distribution.
    private const double Z = 3.2905;

    private readonly long[] _funnel = new long[clauses];
    private readonly List<CustomerId> _members = [];
    private readonly List<CustomerId> _addedSample = [];
    private readonly List<CustomerId> _droppedSample = [];
    private readonly List<(CustomerId, int)> _near = [];
    private readonly List<(CustomerId, string)> _failedSample = [];
    private long _failed;
    private long _looked;
    private long _added;
    private long _dropped;

    public void Add(PreviewPage page)
    {
        for (int i = 0; i < clauses; i++)
        {
            _funnel[i] += page.Funnel[i];
        }
        (_looked, _added, _dropped) = (_looked + page.Looked, _added + page.Added, _dropped + page.Dropped);
        Take(_members, page.MemberSample);
        Take(_addedSample, page.AddedSample);
        Take(_droppedSample, page.DroppedSample);
        Take(_near, page.Near);
        _failed += page.Failed;
        Take(_failedSample, page.FailedSample);
    }

    public PreviewResult Result(PreviewState state, long customers, TimeSpan took)
    {
        customers = Math.Max(customers, _looked);
        long found = _funnel[^1];
        (long count, long low, long high) = state == PreviewState.Exact ? (found, found, found) : Estimate(found, customers);
        return new PreviewResult(
            state, _looked, customers, [.. _funnel], count, low, high, _added, _dropped,
            [.. _members], [.. _addedSample], [.. _droppedSample], [.. _near], _failed, [.. _failedSample], took);
    }

    /// <summary>Wilson's interval for the share of members, with the correction for a finite population; never beyond what is counted for certain.</summary>
    private (long Count, long Low, long High) Estimate(long found, long customers)
    {
        if (_looked == 0)
        {
            return (0, 0, customers);
        }
        double n = _looked;
        double share = found / n;
        double rest = customers > 1 ? (customers - n) / (customers - 1) : 0;
        double z2 = Z * Z * rest;
        double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
        double reach = Math.Sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n);
        long left = customers - _looked;
        long low = Math.Max(found, (long)Math.Floor((middle - reach) * customers));
        long high = Math.Min(found + left, (long)Math.Ceiling((middle + reach) * customers));
        return ((long)Math.Round(share * customers), low, high);
    }

    private void Take<T>(List<T> to, IReadOnlyList<T> from)
    {
        foreach (T item in from)
        {
            if (to.Count == samplesMax)
            {
                return;
            }
            to.Add(item);
        }
    }
}
