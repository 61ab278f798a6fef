namespace Actors.Api.Errors;

/// <summary>Ends a request with a problem; for paths that are rare enough for an exception.</summary>
internal sealed class ApiException(ProblemBody problem, int? retryAfterSeconds = null) : Exception(problem.Detail)
{
    public ApiException(int status, string detail, params IReadOnlyList<ApiError> errors)
        : this(Errors.Problem.Body(status, detail, errors))
    {
    }

    public ProblemBody Problem => problem;

    /// <summary>The <c>Retry-After</c> header.</summary>
    public int? RetryAfterSeconds => retryAfterSeconds;

    /// <summary>A query parameter that cannot be used.</summary>
    public static ApiException Query(string name, string detail) =>
        new(400, "A query parameter is not usable.", new ApiError("?" + name, detail));
}
