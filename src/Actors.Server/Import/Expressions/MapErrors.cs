namespace Actors.Server.Import.Expressions;

/// <summary>The mapping file is wrong.</summary>
/// <param name="line">Line of the mapping file, from 1.</param>
/// <param name="column">Column in characters, from 1.</param>
public sealed class MappingException(int line, int column, string detail) : Exception($"{line}:{column}: {detail}")
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    public string Detail { get; } = detail;
}

/// <summary>A row does not fit the mapping: the call it belongs to is rejected, the import goes on.</summary>
public sealed class RowException(long line, string? column, string detail) : Exception(detail)
{
    /// <summary>Line of the CSV file the row begins on.</summary>
    public long Line { get; } = line;

    /// <summary>The column's name; null where several take part.</summary>
    public string? Column { get; } = column;
}
