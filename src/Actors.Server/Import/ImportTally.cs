namespace Actors.Server.Import;

/// <summary>What became of a file's rows.</summary>
public sealed class ImportTally
{
    private readonly SortedDictionary<string, long> _skipped = new(StringComparer.Ordinal);

    public long Rows { get; internal set; }

    public long Calls { get; internal set; }

    /// <summary>Rows of rejected calls included.</summary>
    public long RowsRejected { get; internal set; }

    /// <summary>Rows skipped, by the mapping's reasons.</summary>
    public IReadOnlyDictionary<string, long> Skipped => _skipped;

    internal void Skip(string reason) => _skipped[reason] = _skipped.GetValueOrDefault(reason) + 1;
}

/// <summary>A row (or the group it begins) that made no call because it does not fit.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Column">The column at fault; null where none alone is.</param>
public sealed record RejectedRow(long Line, string? Column, string Detail)
{
    public override string ToString() =>
        Column is null ? $"line {Line}: {Detail}" : $"line {Line}, column {Column}: {Detail}";
}
