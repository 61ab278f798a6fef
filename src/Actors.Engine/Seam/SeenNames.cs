namespace Actors.Engine.Seam;

/// <summary>Names that customers have brought.</summary>
/// <param name="Events">Of events.</param>
/// <param name="Traits">Top-level keys of traits.</param>
/// <param name="MoreEvents">There are more than are kept.</param>
/// <param name="MoreTraits">Likewise.</param>
public sealed record SeenNames(IReadOnlyList<string> Events, IReadOnlyList<string> Traits, bool MoreEvents, bool MoreTraits);
