namespace Actors.Api.OpenApi;

/// <summary>A request body that works as it stands; the tests send it.</summary>
/// <param name="ContentType">The body's media type.</param>
/// <param name="Body">JSON, or another text as it stands.</param>
internal sealed record RequestExample(string ContentType, string Body);
