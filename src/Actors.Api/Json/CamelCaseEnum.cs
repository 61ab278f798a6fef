using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Api.Json;

/// <summary>Writes an enumeration by its names in camelCase; numbers are not accepted.</summary>
internal sealed class CamelCaseEnum<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
