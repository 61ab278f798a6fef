using Actors.Api.Errors;

namespace Actors.Api.Segments;

/// <summary>A definition that took effect.</summary>
/// <param name="Created">It is new.</param>
/// <param name="Warnings">What it says that is allowed but probably not meant.</param>
internal sealed record DefinitionChange(bool Created, IReadOnlyList<ApiError> Warnings);
