namespace Actors.Segmentation.Language.Checking;

/// <summary>The names in use. A list left null is not checked.</summary>
public sealed record KnownNames
{
    /// <summary>Names of events seen.</summary>
    public IReadOnlyCollection<string>? Events { get; init; }

    /// <summary>Top-level keys of traits seen.</summary>
    public IReadOnlyCollection<string>? Traits { get; init; }

    /// <summary>Addresses of segments: <c>vip</c>, <c>lifecycle/active</c>.</summary>
    public IReadOnlyCollection<string>? Segments { get; init; }

    /// <summary>Names of lookup tables.</summary>
    public IReadOnlyCollection<string>? Tables { get; init; }

    /// <summary>Keys of clusterings.</summary>
    public IReadOnlyCollection<string>? Clusterings { get; init; }
}
