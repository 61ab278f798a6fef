using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Engine.Services;
using Actors.Segmentation.Language.Speaking;
using Actors.Segmentation.Records;

namespace Actors.Api.Previews;

/// <summary>A rule to try.</summary>
internal sealed record PreviewBody(string? When);

/// <summary>What is known of a preview.</summary>
/// <param name="Id">For <c>/api/previews/{id}</c>, to go on asking while it is an estimate.</param>
/// <param name="State"><c>estimate</c>, <c>exact</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="Progress">Share of the customers looked at, 0 to 1.</param>
/// <param name="Count">Members: exact, or the best estimate.</param>
/// <param name="Low">Bounds of the count; equal to it when exact.</param>
/// <param name="Clauses">After each clause, how many are left of those looked at.</param>
/// <param name="Members">Some of them.</param>
/// <param name="NearMisses">Some who lack one clause alone.</param>
/// <param name="Added">In a comparison: how many would come, of those looked at; else null.</param>
/// <param name="Dropped">Likewise: how many would go.</param>
/// <param name="Failed">For how many of those looked at the rule failed. They are counted as a live segment would decide them: without the events it could not
/// keep; where it could not be evaluated at all, in none of the counts.</param>
/// <param name="Failures">Some of them, each with its error.</param>
/// <param name="TookMs">Milliseconds since it began, or until it was done.</param>
/// <param name="Failure">Why it failed.</param>
internal sealed record PreviewReport(
    string Id,
    string State,
    double Progress,
    Instant AsOf,
    int CatalogVersion,
    long Count,
    long Low,
    long High,
    long Looked,
    long Customers,
    IReadOnlyList<PreviewClause> Clauses,
    IReadOnlyList<string> Members,
    IReadOnlyList<NearMiss> NearMisses,
    long? Added,
    long? Dropped,
    IReadOnlyList<string>? AddedMembers,
    IReadOnlyList<string>? DroppedMembers,
    long Failed,
    IReadOnlyList<PreviewFailure> Failures,
    double TookMs,
    string? Failure,
    IReadOnlyList<ApiError> Warnings)
{
    public static PreviewReport Of(Preview preview)
    {
        bool compares = preview.Compares;
        PreviewResult result = preview.Result;
        return new(
            preview.Id,
            result.State.ToString().ToLowerInvariant(),
            result.State == PreviewState.Exact ? 1 : result.Customers == 0 ? 0 : (double)result.Looked / result.Customers,
            new(preview.AsOfMs),
            preview.CatalogVersion,
            result.Count,
            result.Low,
            result.High,
            result.Looked,
            result.Customers,
            [.. preview.Clauses.Select((text, i) => new PreviewClause(text, Sentence.OfRule(text), result.Funnel[i]))],
            Ids(result.MemberSample),
            [.. result.Near.Select(near => new NearMiss(near.Customer.ToString(), preview.Clauses[near.Clause]))],
            compares ? result.Added : null,
            compares ? result.Dropped : null,
            compares ? Ids(result.AddedSample) : null,
            compares ? Ids(result.DroppedSample) : null,
            result.Failed,
            [.. result.FailedSample.Select(failed => new PreviewFailure(failed.Customer.ToString(), failed.Error))],
            result.Took.TotalMilliseconds,
            result.Failure,
            [.. preview.Warnings.Select(PreviewEndpoints.Error)]);
    }

    private static string[] Ids(IReadOnlyList<CustomerId> customers) => [.. customers.Select(customer => customer.ToString())];
}

/// <param name="Count">How many hold it and all before it, of those looked at.</param>
internal sealed record PreviewClause(string Text, Sentence? Sentence, long Count);

/// <param name="Clause">The one that is missing.</param>
internal sealed record NearMiss(string CustomerId, string Clause);

/// <param name="Error">What went wrong, in English.</param>
internal sealed record PreviewFailure(string CustomerId, string Error);
