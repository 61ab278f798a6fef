using Actors.EventLog;
using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Services;

/// <summary>The definitions, versioned as a whole, and their activation.</summary>
public interface ICatalogs
{
    /// <summary>The catalog every partition has activated.</summary>
    Catalog Current { get; }

    /// <summary>A version, or null.</summary>
    Catalog? Version(int version);

    /// <summary>Every version, the newest first.</summary>
    IReadOnlyList<CatalogVersion> History { get; }

    /// <summary>
    /// Sets a lookup table, or takes it away: a version of its own with the same definitions. Every customer for whom a row changed is decided anew.
    /// </summary>
    /// <param name="rows">A document (object) of rows by key; null: no such table any more.</param>
    ValueTask<CatalogChange> SetTable(string name, ReadOnlyMemory<byte>? rows, CancellationToken cancellation = default);

    /// <summary>The events and traits of a definition that nobody has brought yet, with the nearest known name. None before anybody brought any.</summary>
    ValueTask<IReadOnlyList<CatalogError>> UnknownNames(CatalogDefinition definition);

    /// <summary>The change under way; null: none.</summary>
    CatalogProgress? UnderWay => null;

    /// <summary>
    /// The change that the last start took up, where nothing came of it: it is noted still, and the next start tries again. Null: there is none, or it was given up, or the
    /// definitions have changed since.
    /// </summary>
    UnfinishedChange? Unfinished => null;

    /// <summary>Completes when the change that the last start took up is live, given up, or <see cref="Unfinished"/>.</summary>
    Task TakenUp => Task.CompletedTask;

    /// <summary>Gives the change up whose past is being read, or that is unfinished, for good: no restart brings it back. False: there is none, or it is too late.</summary>
    /// <exception cref="CatalogChangeUncertainException">The note of it could not be dropped.</exception>
    ValueTask<bool> CancelChange() => new(false);

    /// <summary>
    /// Compiles a changed definition, computes it over all history and activates it everywhere. One change at a time; others wait. A crash while the past
    /// is read does not drop it: the next start takes it up.
    /// </summary>
    /// <param name="change">Gets the current definition, gives the new one.</param>
    /// <exception cref="CatalogChangeCancelledException">It was given up before anything was saved.</exception>
    /// <exception cref="StorageException">The store refused it: nothing has changed, and it does not come back by itself, unless the exception is a
    /// <see cref="CatalogChangeUncertainException"/>. A <see cref="CorruptLogException"/> names the place that cannot be read.</exception>
    /// <param name="expectedVersion">Refuse if the current version is another (If-Match).</param>
    ValueTask<CatalogChange> Change(Func<CatalogDefinition, CatalogDefinition> change, int? expectedVersion = null, CancellationToken cancellation = default);
}

public enum CatalogChangeKind
{
    Activated,
    Unchanged,
    Invalid,
    Conflict,
}

/// <param name="Errors">Why it is invalid, each with its place.</param>
/// <param name="Warnings">What is allowed but probably not meant, in any definition: unknown names above all.</param>
public sealed record CatalogChange(CatalogChangeKind Kind, Catalog Catalog, IReadOnlyList<CatalogError> Errors, IReadOnlyList<CatalogError> Warnings);

/// <summary>One version of the catalog.</summary>
/// <param name="SavedAtMs">When it was made, by the folder's clock; 0: not noted.</param>
/// <param name="Table">The lookup table it changed; null: definitions.</param>
public sealed record CatalogVersion(int Version, long SavedAtMs, string? Table);

/// <summary>How far a change has come.</summary>
/// <param name="IsSwitching">False: the past that it needs is being read, and it can be given up. True: it goes through, partition by partition.</param>
/// <param name="Share">Of that, 0 to 1.</param>
public sealed record CatalogProgress(int Version, bool IsSwitching, double Share);

/// <summary>A change that was taken up after a start, and could not be carried through.</summary>
/// <param name="Version">That it would have become.</param>
/// <param name="Reason">What stood in its way, in a sentence.</param>
public sealed record UnfinishedChange(int Version, string Reason);

/// <summary>A change of the catalog was given up; nothing was saved.</summary>
public sealed class CatalogChangeCancelledException() : Exception("The change was given up; the definitions are as they were.");

/// <summary>The store refused a change, and refused to drop the note of it, too: nothing has changed, but the next start may take it up.</summary>
public sealed class CatalogChangeUncertainException(StorageException why) : StorageException(
    $"The change could not be saved; the definitions are as they were. As the note of it could not be dropped either, the next start may take it up again: {why.Message}", why);
