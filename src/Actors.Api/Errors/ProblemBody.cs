namespace Actors.Api.Errors;

/// <summary>An error answer by RFC 9457.</summary>
/// <param name="Type">A stable name of the kind of problem.</param>
/// <param name="Title">The kind of problem, for people.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What happened in this case.</param>
/// <param name="Errors">Each place at fault.</param>
/// <param name="Oldest">410 only: the oldest cursor that works.</param>
/// <param name="Dependants">409 only: the segments whose rules refer to what was to be deleted.</param>
/// <param name="Progress">503 while recovering: 0…1.</param>
public sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string? Detail = null,
    IReadOnlyList<ApiError>? Errors = null,
    string? Oldest = null,
    IReadOnlyList<string>? Dependants = null,
    double? Progress = null);
