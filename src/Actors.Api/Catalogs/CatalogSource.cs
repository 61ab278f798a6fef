using Actors.Segmentation.Catalogs;

namespace Actors.Api.Catalogs;

/// <summary>A catalog file as read: its definition, or what is wrong, and where everything stands.</summary>
public sealed class CatalogSource
{
    private readonly RulePlaces _places;

    internal CatalogSource(CatalogDefinition? definition, IReadOnlyList<CatalogFileError> errors, RulePlaces places)
    {
        Definition = errors.Count == 0 ? definition : null;
        Errors = errors;
        _places = places;
    }

    /// <summary>Null if there are <see cref="Errors"/>.</summary>
    public CatalogDefinition? Definition { get; }

    /// <summary>Errors of form, in the file's order.</summary>
    public IReadOnlyList<CatalogFileError> Errors { get; }

    /// <summary>Gives an error of the compiled definition its place in the file.</summary>
    public CatalogFileError Locate(CatalogError error)
    {
        (int line, int column) = _places.Find(error.Pointer, error.Line, error.Column);
        return new CatalogFileError(error.Pointer, error.Detail, line, column, error.Line, error.Column);
    }

    internal static CatalogSource Unreadable(CatalogFileError error) => new(null, [error], new RulePlaces(""));
}
