using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Api.Access;
using Actors.Api.Catalogs;
using Actors.Api.Changes;
using Actors.Api.Customers;
using Actors.Api.Errors;
using Actors.Api.Health;
using Actors.Api.Previews;
using Actors.Api.Segments;
using Actors.Api.Templates;
using Actors.Api.Tracking;
using Actors.Segmentation.Catalogs;

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
[JsonSerializable(typeof(SegmentBody))]
[JsonSerializable(typeof(SegmentationBody))]
[JsonSerializable(typeof(SegmentReport))]
[JsonSerializable(typeof(SegmentList))]
[JsonSerializable(typeof(SegmentationReport))]
[JsonSerializable(typeof(SegmentationList))]
[JsonSerializable(typeof(SegmentDefinition))]
[JsonSerializable(typeof(SegmentationDefinition))]
[JsonSerializable(typeof(CatalogCheck))]
[JsonSerializable(typeof(CatalogReport))]
[JsonSerializable(typeof(CatalogVersionList))]
[JsonSerializable(typeof(CatalogDiffReport))]
[JsonSerializable(typeof(RollbackBody))]
[JsonSerializable(typeof(CatalogProgressReport))]
[JsonSerializable(typeof(PreviewBody))]
[JsonSerializable(typeof(PreviewReport))]
[JsonSerializable(typeof(TemplateBody))]
[JsonSerializable(typeof(TemplateUsed))]
[JsonSerializable(typeof(TemplateList))]
[JsonSerializable(typeof(TableReport))]
[JsonSerializable(typeof(TableList))]
[JsonSerializable(typeof(ContactBody))]
[JsonSerializable(typeof(ContactReport))]
[JsonSerializable(typeof(FlowReport))]
[JsonSerializable(typeof(ChangePage))]
[JsonSerializable(typeof(Change))]
[JsonSerializable(typeof(Gap))]
[JsonSerializable(typeof(CustomerReport))]
[JsonSerializable(typeof(ExplanationReport))]
[JsonSerializable(typeof(CustomerList))]
[JsonSerializable(typeof(TimelinePage))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(TimeBody))]
[JsonSerializable(typeof(TimeReport))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>Problems leave out what does not apply.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class ProblemJson : JsonSerializerContext;
