namespace Actors.Segmentation.Language.Tree;

/// <summary>A feature computed by a model: it changes by event, by the clock (daily) and with a new model
/// version.</summary>
public abstract record ModelValue : Value
{
    private protected ModelValue()
    {
    }
}

/// <summary><c>rfm.r</c>, <c>rfm.f</c>, <c>rfm.m</c> (1 to 5) and <c>rfm.segment</c> (a text).</summary>
public sealed record Rfm(RfmPart Part) : ModelValue;

/// <summary><c>clv(365d)</c>: expected value over that time, in the catalog's currency.</summary>
public sealed record LifetimeValue(DurationLiteral Horizon) : ModelValue;

/// <summary><c>p_alive</c>: probability, 0 to 1, that the customer still buys.</summary>
public sealed record AliveProbability : ModelValue;

/// <summary><c>expected_orders(90d)</c></summary>
public sealed record ExpectedOrders(DurationLiteral Horizon) : ModelValue;

/// <summary><c>lookalike("vip")</c>: likeness to that segment, as a percentile.</summary>
public sealed record Lookalike(SegmentReference Segment) : ModelValue;

/// <summary><c>cluster("behaviour")</c>: the discovered cluster of that clustering.</summary>
public sealed record Cluster(string Clustering) : ModelValue;

public enum RfmPart
{
    Recency,
    Frequency,
    Monetary,
    Segment,
}
