using Actors.Segmentation.Catalogs;

namespace Actors.Api.Catalogs;

/// <summary>Definitions as code: the catalog as a YAML file, read with the place of every error, and written.</summary>
public static class CatalogYaml
{
    /// <summary>
    /// Reads a catalog file. Only its form is checked here; compile the definition for the rules and
    /// <see cref="CatalogSource.Locate"/> what is found.
    /// </summary>
    public static CatalogSource Read(string text)
    {
        try
        {
            return new CatalogYamlReader(text).Read();
        }
        catch (YamlLoadException exception)
        {
            return CatalogSource.Unreadable(
                new CatalogFileError(
                    "", exception.Message, Math.Max(1, exception.Line), Math.Max(1, exception.Column)));
        }
    }

    /// <summary>Writes a catalog so that reading it gives the same definition.</summary>
    public static string Write(CatalogDefinition definition) => new CatalogYamlWriter().Write(definition);
}
