using System.Text.Json;
using Actors.Api.Errors;

namespace Actors.Api.Tracking;

/// <summary>What a parser throws of a body as a whole, as the client is told.</summary>
internal static class BodyProblem
{
    public static bool IsOne(Exception exception) => exception is JsonException or MalformedBodyException;

    /// <summary>For an exception that <see cref="IsOne"/>.</summary>
    public static ApiException Of(Exception exception) => exception is MalformedBodyException body
        ? new(400, "The body is no such request.", new ApiError(body.Pointer, body.Message))
        : new(400, "The body is no JSON.", new ApiError("", JsonText.Place((JsonException)exception)));
}
