using Actors.Api.Catalogs;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;

namespace Actors.Hosting.Running;

/// <summary>A catalog as YAML that compiles.</summary>
/// <param name="Name">File name, for messages.</param>
internal sealed record CatalogFile(string Name, CatalogDefinition Definition, IReadOnlyList<string> Warnings)
{
    /// <summary>Makes these definitions current, unless they are.</summary>
    /// <exception cref="InvalidDefinitionsException">They do not fit those that were.</exception>
    public async Task MakeCurrent(ICatalogs catalogs)
    {
        if (CatalogYaml.Write(Definition) == CatalogYaml.Write(catalogs.Current.Definition))
        {
            return;
        }
        CatalogChange change = await catalogs.Change(_ => Definition);
        if (change.Kind == CatalogChangeKind.Invalid)
        {
            throw new InvalidDefinitionsException([.. change.Errors.Select(error => $"{Name}: {error.Pointer}: {error.Detail}")]);
        }
    }

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
        return compiled.Catalog is not null
            ? new(name, definition, [.. compiled.Warnings.Select(warning => $"{name}:{source.Locate(warning)}")])
            : throw new InvalidDefinitionsException([.. compiled.Errors.Select(error => $"{name}:{source.Locate(error)}")]);
    }
}

/// <summary>A catalog or mapping is wrong.</summary>
/// <param name="errors">One line each: <c>FILE:LINE:COLUMN POINTER: what</c>.</param>
internal sealed class InvalidDefinitionsException(IReadOnlyList<string> errors) : Exception(string.Join('\n', errors))
{
    public IReadOnlyList<string> Errors => errors;
}
