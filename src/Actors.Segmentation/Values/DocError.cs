namespace Actors.Segmentation.Values;

/// <summary>Why a JSON value cannot become a document, and where.</summary>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Pointer">JSON pointer from the value that was to be written.</param>
public sealed record DocError(string Detail, string Pointer);
