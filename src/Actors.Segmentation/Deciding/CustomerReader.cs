using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Compilation;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Segmentation.Deciding;

/// <summary>Reads a customer's state for people and answers; never on the hot path.</summary>
/// <param name="catalog">The catalog that decided last.</param>
/// <param name="state">The block of words; empty: no such customer. All but <see cref="Exists"/> needs one that exists.</param>
public readonly ref struct CustomerReader(Catalog catalog, ReadOnlySpan<long> state)
{
    private readonly Catalog _catalog = catalog;
    private readonly ReadOnlySpan<long> _state = state;

    /// <summary>Whether any record has reached the customer.</summary>
    public bool Exists => !_state.IsEmpty;

    /// <summary>The customer's address (a copy).</summary>
    public CustomerId Id => new(StateFormat.Bytes(_state, StateFormat.IdRegion).ToArray());

    /// <summary>Position of the last record applied.</summary>
    public long Applied => _state[StateFormat.Applied];

    /// <summary>Version of the catalog that decided last: another one's decider must activate first.</summary>
    public int CatalogVersion => StateFormat.CatalogVersion(_state);

    /// <summary>Sequence number of the last migration; 0 before the first.</summary>
    public long Sequence => _state[StateFormat.Sequence];

    /// <summary>Earliest instant at which a membership can change without an event; <see cref="long.MaxValue"/>: never.</summary>
    public long DueAtMs => _state[StateFormat.Due];

    /// <summary><c>receivedAt</c> of the first record.</summary>
    public long FirstSeenMs => _state[StateFormat.FirstSeen];

    /// <summary>Orders minus refunds, ever.</summary>
    public Int128 SpendMillionths => StateFormat.Spend(_state);

    /// <summary>Bytes its traits take, and a little more.</summary>
    public int TraitBytes => TraitStore.Bytes(_state);

    /// <summary>The most bytes of keys and values that a customer's traits may take.</summary>
    public static int TraitBytesMax => TraitMerge.BytesMax;

    /// <summary>Words in use; the rest of the block is slack.</summary>
    public int UsedWords => StateFormat.Used(_state);

    /// <summary>The segments the customer is in, by unit number.</summary>
    public IReadOnlyList<Membership> Memberships()
    {
        List<Membership> memberships = [];
        foreach (long word in StateFormat.Region(_state, StateFormat.MembershipsRegion))
        {
            int segment = MembershipWord.Segment(word);
            memberships.Add(new Membership(
                _catalog.Plan.UnitOfSegment[segment], segment, MembershipWord.SinceMs(word), MembershipWord.Reason(word)));
        }
        return memberships;
    }

    /// <summary>Whether the customer is in a segment, without allocating.</summary>
    public bool IsMember(int segment)
    {
        foreach (long word in StateFormat.Region(_state, StateFormat.MembershipsRegion))
        {
            if (MembershipWord.Segment(word) == segment) return true;
        }
        return false;
    }

    /// <summary>All traits, as a document (an object); empty when there are none.</summary>
    public ReadOnlySpan<byte> Traits => TraitStore.Live(_state);

    /// <summary>Every feature the catalog's rules use, at an instant not before the last record's.</summary>
    public IReadOnlyList<FeatureValue> Features(long nowMs)
    {
        Scope scope = new() { State = _state, Now = nowMs, Work = new Workspace(_catalog.Plan) };
        List<FeatureValue> features = [];
        foreach ((string text, Operand operand) in _catalog.Plan.Features)
        {
            features.Add(new FeatureValue(text, FeatureDocument.Of(operand, ref scope)));
        }
        return features;
    }
}
