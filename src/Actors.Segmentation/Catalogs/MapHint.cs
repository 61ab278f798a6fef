namespace Actors.Segmentation.Catalogs;

/// <summary>How a definition wishes to be shown on the map. Decides nothing: two catalogs that differ only here decide alike.</summary>
/// <param name="Lane"><c>acquisition</c>, <c>activation</c>, <c>loyalty</c>, <c>at-risk</c> or <c>lost</c>: the column.</param>
/// <param name="Value">0 (bottom) to 1 (top): the height.</param>
/// <param name="NameFr">The name in French, where it differs from the definition's.</param>
/// <param name="NameEn">The name in English, where it differs from the definition's.</param>
public sealed record MapHint(string? Lane = null, double? Value = null, string? NameFr = null, string? NameEn = null)
{
    /// <summary>The name in a language, <c>fr</c> or <c>en</c>; null where it is the definition's own.</summary>
    public string? NameIn(string language) => language == "fr" ? NameFr : NameEn;
}
