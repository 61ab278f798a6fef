using Actors.Api.Errors;

namespace Actors.Api.Catalogs;

/// <summary>Definitions that could take effect.</summary>
/// <param name="Warnings">What is allowed but probably not meant: names that nobody has brought yet.</param>
internal sealed record CatalogCheck(IReadOnlyList<ApiError> Warnings);
