namespace Actors.Segmentation.Language.Speaking;

/// <summary>What French does to the words beside each other: contractions, elisions, and the blanks of its marks.</summary>
internal static class French
{
    /// <summary>A no-break space before a colon, so that no line begins with one.</summary>
    public const string Colon = "\u00A0: ";

    /// <summary>A narrow one before a semicolon.</summary>
    public const string Semicolon = "\u202F; ";

    /// <summary>The text itself stays as somebody wrote it.</summary>
    public static string Quoted(string text) => $"«\u00A0{text}\u00A0»";

    /// <summary><c>de le</c> is <c>du</c>, <c>de un</c> is <c>d’un</c>.</summary>
    public static string De(string said) =>
        said.StartsWith("le ", StringComparison.Ordinal) ? "du " + said[3..]
        : IsVowel(said) ? "d’" + said
        : "de " + said;

    /// <summary><c>à le</c> is <c>au</c>.</summary>
    public static string To(string said) => said.StartsWith("le ", StringComparison.Ordinal) ? "au " + said[3..] : "à " + said;

    /// <summary><c>que il</c> is <c>qu’il</c>.</summary>
    public static string That(string said) => IsVowel(said) ? "qu’" + said : "que " + said;

    private static bool IsVowel(string said) => said.Length > 0 && "aeiouéèêâîAEIOUÉ".Contains(said[0], StringComparison.Ordinal);
}
