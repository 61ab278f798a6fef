using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;

namespace Actors.Segmentation.Deciding;

/// <summary>Reads a customer's state for people and answers; never on the hot path.</summary>
public readonly ref struct CustomerReader(Catalog catalog, ReadOnlySpan<long> state)
{
    private readonly Catalog _catalog = catalog;
    private readonly ReadOnlySpan<long> _state = state;

    /// <summary>Whether any record has reached the customer.</summary>
    public bool Exists => !_state.IsEmpty;

    /// <summary>The customer's address (a copy).</summary>
    public CustomerId Id => throw new NotSupportedException();

    /// <summary>Position of the last record applied.</summary>
    public long Applied => throw new NotSupportedException();

    /// <summary>Version of the catalog that decided last: another one's decider must activate first.</summary>
    public int CatalogVersion => throw new NotSupportedException();

    /// <summary>Sequence number of the last migration; 0 before the first.</summary>
    public long Sequence => throw new NotSupportedException();

    /// <summary>Earliest instant at which a membership can change without an event; <see cref="long.MaxValue"/>: never.</summary>
    public long DueAtMs => throw new NotSupportedException();

    /// <summary><c>receivedAt</c> of the first record.</summary>
    public long FirstSeenMs => throw new NotSupportedException();

    /// <summary>Orders minus refunds, ever.</summary>
    public Int128 SpendMillionths => throw new NotSupportedException();

    /// <summary>The segments the customer is in, by unit.</summary>
    public IReadOnlyList<Membership> Memberships() => throw new NotSupportedException($"{_catalog.Version}");

    /// <summary>All traits, as a document (an object).</summary>
    public ReadOnlySpan<byte> Traits => throw new NotSupportedException();

    /// <summary>Every feature the catalog's rules use, at an instant not before the last record's.</summary>
    public IReadOnlyList<FeatureValue> Features(long nowMs) => throw new NotSupportedException();
}
