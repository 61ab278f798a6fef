using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Tracking;

namespace Actors.Api.Json;

/// <summary>How everything is written and read: camelCase, no reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false)]
[JsonSerializable(typeof(StoredKey))]
[JsonSerializable(typeof(StoredSession))]
[JsonSerializable(typeof(KeyBody))]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(KeyMade))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(IngestAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>Problems leave out what does not apply.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class ProblemJson : JsonSerializerContext;
