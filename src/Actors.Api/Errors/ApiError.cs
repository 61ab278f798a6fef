namespace Actors.Api.Errors;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Pointer">JSON pointer into the body (<c>/batch/3/event</c>), <c>?name</c> for a query parameter, empty
/// for the whole.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Line">Line from 1 where the place is in a text (a rule, a YAML file); null elsewhere.</param>
/// <param name="Column">Column in characters from 1, as <paramref name="Line"/>.</param>
/// <param name="RuleLine">For an error of a rule inside a YAML file: its line within the rule.</param>
/// <param name="RuleColumn">As <paramref name="RuleLine"/>, the column.</param>
public sealed record ApiError(
    string Pointer,
    string Detail,
    int? Line = null,
    int? Column = null,
    int? RuleLine = null,
    int? RuleColumn = null);
