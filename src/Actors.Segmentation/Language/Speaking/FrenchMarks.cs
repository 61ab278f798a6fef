namespace Actors.Segmentation.Language.Speaking;

/// <summary>
/// Marks as French spaces them, so that no line begins or ends with one: a no-break space before a colon and within quotation marks, a narrow
/// one before a semicolon.
/// </summary>
internal static class FrenchMarks
{
    public const string Colon = "\u00A0: ";

    public const string Semicolon = "\u202F; ";

    /// <summary>The text itself stays as somebody wrote it.</summary>
    public static string Quoted(string text) => $"«\u00A0{text}\u00A0»";
}
