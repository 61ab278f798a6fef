using Actors.Segmentation.Records;

namespace Actors.Engine.Seam;

/// <summary>Which customers of a partition to list.</summary>
/// <param name="Only">Where they are.</param>
/// <param name="After">The customer looked at last; empty: from the first on.</param>
/// <param name="NowMs">The instant to answer for.</param>
public sealed record MemberQuery(Whereabouts Only, CustomerId After, int ItemsMax, long NowMs);

/// <summary>Segments to be in, all of them, and segments not to be in.</summary>
/// <param name="In">None: anywhere.</param>
public sealed record Whereabouts(IReadOnlyList<int> In, IReadOnlyList<int> Out);

/// <summary>Some customers of a partition, in an order that depends on their ids alone.</summary>
/// <param name="Items">With memberships, spend and sequence; without traits, features and look-ahead.</param>
/// <param name="Last">The last one looked at, in the list or not.</param>
/// <param name="Looked">How many were looked at: a call looks at a bounded number.</param>
/// <param name="More">Whether there may be more.</param>
public sealed record MemberPage(IReadOnlyList<CustomerView> Items, CustomerId Last, int Looked, bool More);
