using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Services;

/// <summary>One version as it is stored: the definition, and the numbers by which states and logs name its parts.</summary>
internal sealed record CatalogDocument(int Version, CatalogDefinition Definition, CatalogNumbers Numbers)
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
