namespace Actors.Segmentation.Catalogs;

/// <summary>A compiled catalog, or the reasons why there is none.</summary>
/// <param name="Catalog">Null when there are errors.</param>
/// <param name="Errors">What must be corrected.</param>
/// <param name="Warnings">What is allowed but probably not meant.</param>
public sealed record CompileResult(Catalog? Catalog, IReadOnlyList<CatalogError> Errors, IReadOnlyList<CatalogError> Warnings);
