using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Services;

/// <summary>One version as it is stored: the definition, and the numbers by which states and logs name its parts.</summary>
internal sealed record CatalogDocument(int Version, CatalogDefinition Definition, CatalogNumbers Numbers)
{
    public static JsonTypeInfo<CatalogDocument> Json => CatalogJson.Default.CatalogDocument;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CatalogDocument))]
internal sealed partial class CatalogJson : JsonSerializerContext;
