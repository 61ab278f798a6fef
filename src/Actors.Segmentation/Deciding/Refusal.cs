namespace Actors.Segmentation.Deciding;

/// <summary>An <c>identify</c> of which nothing was kept: the customer's traits would take more than they may.</summary>
/// <param name="Position">The record's position in the log.</param>
/// <param name="Trait">The largest of the traits it brings.</param>
public readonly record struct Refusal(long Position, string Trait);
