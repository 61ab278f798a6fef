namespace Actors.Segmentation.Catalogs;

/// <summary>What is wrong with a definition, and where.</summary>
/// <param name="Pointer">JSON pointer to the definition at fault (<c>/segments/3/when</c>).</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Line">Line within the rule, from 1; 0 where it does not apply.</param>
/// <param name="Column">Column in characters, from 1; 0 where it does not apply.</param>
public sealed record CatalogError(string Pointer, string Detail, int Line = 0, int Column = 0);
