namespace Actors.Segmentation.Deciding;

/// <summary>What one decision changed in one segment's statistics: exact differences, summed by the partition.</summary>
/// <param name="Segment">The segment's number in the catalog.</param>
/// <param name="Members">+1 entered, −1 left, 0 a member whose spend changed.</param>
/// <param name="SpendMillionths">Change of the members' total spend (orders minus refunds, ever, as corrections have left them), millionths of the catalog's
/// currency.</param>
public readonly record struct Contribution(int Segment, int Members, Int128 SpendMillionths);
