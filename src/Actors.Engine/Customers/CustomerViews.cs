using Actors.Engine.Seam;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Explaining;
using Actors.Segmentation.Records;

namespace Actors.Engine.Customers;

/// <summary>Reads a state block for people.</summary>
internal static class CustomerViews
{
    public static CustomerView Of(CustomerId id, Catalog catalog, ReadOnlySpan<long> words, CustomerQuery query)
    {
        var reader = new CustomerReader(catalog, words);
        if (!reader.Exists || (query.Only is { } only && !IsThere(reader, only)))
        {
            return new CustomerView(id, Exists: false, query.NowMs, catalog.Version, 0, 0, 0, default, [], []);
        }
        var memberships = new List<MembershipView>();
        foreach (Membership m in reader.Memberships())
        {
            (long? leaves, long? notBefore) = query.LookAhead
                ? LookAhead.LeavesAt(catalog, words, m.Segment, query.NowMs)
                : default;
            memberships.Add(new MembershipView(m.Unit, m.Segment, m.SinceMs, m.Reason, leaves, notBefore));
        }
        return new CustomerView(id, Exists: true, query.NowMs, catalog.Version, reader.Sequence, reader.FirstSeenMs,
            reader.SpendMillionths, query.Details ? reader.Traits.ToArray() : default, memberships,
            query.Details ? reader.Features(query.NowMs) : [],
            Explanation: Explained(catalog, words, query));
    }

    private static bool IsThere(in CustomerReader reader, Whereabouts only)
    {
        foreach (int segment in only.In)
        {
            if (!reader.IsMember(segment))
            {
                return false;
            }
        }
        foreach (int segment in only.Out)
        {
            if (reader.IsMember(segment))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>What was found of a rule, and nothing else.</summary>
    public static CustomerView Tried(CustomerId id, in CustomerQuery query, ReadOnlySpan<long> words, Tried tried) => new(
        id, Exists: !words.IsEmpty, query.NowMs, query.Catalog, 0, 0, 0, default, [], [],
        words.IsEmpty ? 0 : new CustomerReader(Catalog.Empty, words).Applied, Tried: tried);

    private static Explanation? Explained(Catalog catalog, ReadOnlySpan<long> words, CustomerQuery query) =>
        catalog.Has(query.Explain) ? Explainer.Explain(catalog, words, query.Explain, query.NowMs) : null;
}
