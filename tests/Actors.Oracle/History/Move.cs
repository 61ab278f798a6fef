using Actors.Segmentation.Deciding;
using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.History;

/// <summary>One migration. Segments are keys within the unit; null is outside.</summary>
/// <param name="Position">Of the record that was being applied.</param>
/// <param name="MessageId">Of the record that is the cause; empty for other causes.</param>
/// <param name="Event">Name of the event that is the cause; empty for other causes and other kinds of record.</param>
public sealed record Move(
    long Sequence,
    UnitKey Unit,
    string? From,
    string? To,
    long AtMs,
    CauseKind Cause,
    long Position,
    int CatalogVersion,
    string MessageId,
    string Event);
