using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Services;

/// <summary>One version as it is stored: the definition, and the numbers by which states and logs name its parts.</summary>
/// <param name="Definition">Null where only a lookup table changed: that of the version before.</param>
/// <param name="Numbers">Null likewise.</param>
/// <param name="SavedAtMs">When it was made, by the folder's clock; 0: before that was noted.</param>
/// <param name="Table">The lookup table that this version changed; null: the definitions.</param>
/// <param name="Rows">Its rows by key, a document; null: it is gone.</param>
internal sealed record CatalogDocument(
    int Version,
    CatalogDefinition? Definition,
    CatalogNumbers? Numbers,
    long SavedAtMs = 0,
    string? Table = null,
    byte[]? Rows = null)
{
    public static JsonTypeInfo<CatalogDocument> Json => CatalogJson.Default.CatalogDocument;

    /// <summary>Whether two definitions say the same, to the letter.</summary>
    public static bool Same(CatalogDefinition a, CatalogDefinition b) =>
        JsonSerializer.SerializeToUtf8Bytes(a, CatalogJson.Default.CatalogDefinition)
            .AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(b, CatalogJson.Default.CatalogDefinition));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CatalogDocument))]
[JsonSerializable(typeof(CatalogDefinition))]
internal sealed partial class CatalogJson : JsonSerializerContext;
