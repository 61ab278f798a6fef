namespace Actors.Oracle.Values;

/// <summary>Texts in form C.</summary>
public static class Texts
{
    /// <summary>Composes the one letter that the generators write decomposed: an e with an acute accent.</summary>
    /// <remarks>The runtime's own normalization needs ICU, which the product does without.</remarks>
    public static string Normalized(string text) => text.Replace("e\u0301", "\u00e9", StringComparison.Ordinal);
}
