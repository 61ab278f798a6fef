namespace Actors.Segmentation.Deciding;

/// <summary>The value of one feature of a customer at an instant.</summary>
/// <param name="Feature">Canonical text: <c>count("Order Completed" in 90d)</c>.</param>
/// <param name="Value">The value as a document (<see cref="Values.DocValue"/>): a number, a text, an instant as RFC 3339 text, …; null when missing.</param>
public sealed record FeatureValue(string Feature, ReadOnlyMemory<byte>? Value);
