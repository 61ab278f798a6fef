using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Seam;

/// <summary>One customer's share of a batch.</summary>
/// <param name="Epoch">The owner's fence: a customer that has seen a higher one answers <see cref="OutcomeKind.Fenced"/>.</param>
/// <param name="Previous">This customer's last position before <paramref name="Records"/>; 0 when it has none.</param>
/// <param name="Catalog">Version of the catalog to decide by.</param>
/// <param name="Records">Ascending positions; an <see cref="RecordKind.Advance"/> that fires for this customer is included. Empty: only asks
/// whether the customer has <paramref name="Previous"/>.</param>
/// <param name="Facts">Migrations already published for these records: to adopt, not to decide again. For an
/// <see cref="RecordKind.Activate"/> also, before them, the customer's earlier ones, where the new catalog asks for them.</param>
/// <param name="History">For an <see cref="RecordKind.Activate"/> only: the customer's retained records, in log order, that the new
/// catalog's new features need.</param>
/// <param name="FactsUpTo">Input position up to which the outbox is complete: records up to it are adopted, later ones decided.</param>
public readonly record struct Turn(
    long Epoch,
    long Previous,
    int Catalog,
    ReadOnlyMemory<Record> Records,
    ReadOnlyMemory<Migration> Facts,
    long FactsUpTo,
    ReadOnlyMemory<Record> History = default);
