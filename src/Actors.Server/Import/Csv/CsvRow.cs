namespace Actors.Server.Import.Csv;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">Line of the file it begins on, from 1; a record with line feeds inside quotes spans
/// several.</param>
public sealed record CsvRow(long Line, string[] Fields);

/// <summary>The file is not well-formed CSV, or not in the encoding it was said to be in.</summary>
public sealed class CsvFormatException(long line, string detail) : Exception($"line {line}: {detail}")
{
    public long Line { get; } = line;
}
