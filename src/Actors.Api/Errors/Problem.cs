using Actors.Api.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Actors.Api.Errors;

/// <summary>Writes error answers: <c>application/problem+json</c>, never a stack trace.</summary>
internal static class Problem
{
    public const string ContentType = "application/problem+json";

    public static IResult Of(int status, string? detail, params IReadOnlyList<ApiError> errors) =>
        Of(Body(status, detail, errors));

    public static IResult Of(ProblemBody body) =>
        TypedResults.Json(body, ProblemJson.Default.ProblemBody, ContentType, body.Status);

    public static ProblemBody Body(int status, string? detail, params IReadOnlyList<ApiError> errors) =>
        new(TypeOf(status), ReasonPhrases.GetReasonPhrase(status), status, detail, errors.Count == 0 ? null : errors);

    /// <summary>Writes at once, for code that answers outside of an endpoint.</summary>
    public static Task Write(HttpContext context, int status, string? detail, params IReadOnlyList<ApiError> errors) =>
        Of(status, detail, errors).ExecuteAsync(context);

    private static string TypeOf(int status) => status switch
    {
        400 => "urn:actors:problem:malformed",
        401 => "urn:actors:problem:unauthenticated",
        403 => "urn:actors:problem:forbidden",
        404 => "urn:actors:problem:not-found",
        409 => "urn:actors:problem:conflict",
        410 => "urn:actors:problem:expired-cursor",
        412 => "urn:actors:problem:changed-meanwhile",
        413 => "urn:actors:problem:too-large",
        415 => "urn:actors:problem:unsupported-media-type",
        422 => "urn:actors:problem:invalid-definition",
        429 => "urn:actors:problem:busy",
        503 => "urn:actors:problem:unavailable",
        _ => "about:blank",
    };
}
