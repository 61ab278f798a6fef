using System.Text.Json.Nodes;
using Actors.Api.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Actors.Api.OpenApi;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDocument
{
    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddSchemaTransformer(Scalars);
        options.AddOperationTransformer(Request);
        options.AddDocumentTransformer(Head);
    });

    /// <summary>Types with converters of ours, as they are on the wire.</summary>
    private static Task Scalars(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        Type type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(Instant))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        }
        else if (type == typeof(Money))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.Number, "decimal");
        }
        return Task.CompletedTask;
    }

    /// <summary>Puts the endpoint's example where its request body is described.</summary>
    private static Task Request(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<RequestExample>().LastOrDefault() is not { } example)
        {
            return Task.CompletedTask;
        }
        var body = operation.RequestBody as OpenApiRequestBody ?? new OpenApiRequestBody();
        body.Required = true;
        body.Content ??= new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
        if (!body.Content.TryGetValue(example.ContentType, out OpenApiMediaType? media))
        {
            body.Content[example.ContentType] = media = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.Object },
            };
        }
        media.Example = example.ContentType.EndsWith("json", StringComparison.Ordinal)
            ? JsonNode.Parse(example.Body)
            : JsonValue.Create(example.Body);
        operation.RequestBody = body;
        return Task.CompletedTask;
    }

    private static Task Head(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Actors",
            Version = "1",
            Description = "Live customer micro-segmentation: events in, memberships and their changes out.",
        };
        document.Servers?.Clear();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            ["token"] = Http("bearer", "An API token, for /api."),
            ["writeKey"] = Http("basic", "A write key as user, for /v1."),
        };
        return Task.CompletedTask;
    }

    private static OpenApiSecurityScheme Http(string scheme, string description) =>
        new() { Type = SecuritySchemeType.Http, Scheme = scheme, Description = description };
}
