using System.Text;

namespace Actors.Server.Import.Csv;

/// <param name="Encoding">A byte order mark in the file wins over it.</param>
public sealed record CsvOptions(Encoding Encoding, char Delimiter = ',', char Quote = '"')
{
    /// <summary>
    /// UTF-8 that refuses broken bytes: a wrong encoding must not turn names into question marks in silence.
    /// </summary>
    public static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    public static CsvOptions Default { get; } = new(StrictUtf8);

    /// <summary>Null for an encoding this reader does not know.</summary>
    public static Encoding? EncodingOf(string name) => name.ToUpperInvariant() switch
    {
        "UTF-8" or "UTF8" => StrictUtf8,
        "LATIN-1" or "LATIN1" or "ISO-8859-1" => Encoding.Latin1,
        "UTF-16" => Encoding.Unicode,
        _ => null,
    };
}
