using Actors.Api.Catalogs;
using Actors.Segmentation.Catalogs;

namespace Actors.Hosting.Running;

/// <summary>A catalog as YAML that compiles.</summary>
/// <param name="Name">File name, for messages.</param>
internal sealed record CatalogFile(string Name, CatalogDefinition Definition, Catalog Compiled,
    IReadOnlyList<string> Warnings)
{
    /// <exception cref="InvalidDefinitionsException">It does not parse or compile: all errors, each with its
    /// place.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CatalogFile Load(string path) => Parse(path, File.ReadAllText(path));

    /// <inheritdoc cref="Load"/>
    public static CatalogFile Parse(string name, string text)
    {
        CatalogSource source = CatalogYaml.Read(text);
        if (source.Definition is not { } definition)
        {
            throw new InvalidDefinitionsException([.. source.Errors.Select(error => $"{name}:{error}")]);
        }
        CompileResult compiled = Catalog.Compile(definition, previous: null, version: 1);
        return compiled.Catalog is { } catalog
            ? new(name, definition, catalog,
                [.. compiled.Warnings.Select(warning => $"{name}:{source.Locate(warning)}")])
            : throw new InvalidDefinitionsException(
                [.. compiled.Errors.Select(error => $"{name}:{source.Locate(error)}")]);
    }
}

/// <summary>A catalog or mapping is wrong.</summary>
/// <param name="errors">One line each: <c>FILE:LINE:COLUMN POINTER: what</c>.</param>
internal sealed class InvalidDefinitionsException(IReadOnlyList<string> errors) : Exception(string.Join('\n', errors))
{
    public IReadOnlyList<string> Errors => errors;
}
