namespace Actors.Api.Catalogs;

/// <summary>What is wrong in a catalog file, and where.</summary>
/// <param name="Pointer">JSON pointer to the definition at fault (<c>/segments/3/when</c>); empty for the file as a
/// whole.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Column">Column of the file in characters, from 1.</param>
/// <param name="RuleLine">Line within the rule, from 1; 0 where no rule is at fault.</param>
/// <param name="RuleColumn">Column within the rule, from 1; 0 where no rule is at fault.</param>
public sealed record CatalogFileError(
    string Pointer, string Detail, int Line, int Column, int RuleLine = 0, int RuleColumn = 0)
{
    /// <summary><c>LINE:COLUMN POINTER: DETAIL</c>, as compilers print it after the file's name.</summary>
    public override string ToString() =>
        Pointer.Length == 0 ? $"{Line}:{Column}: {Detail}" : $"{Line}:{Column} {Pointer}: {Detail}";
}
