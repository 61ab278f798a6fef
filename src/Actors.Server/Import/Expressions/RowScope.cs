using Actors.Server.Import.Csv;

namespace Actors.Server.Import.Expressions;

/// <summary>What an expression sees: the rows that make one call, and the row it stands on.</summary>
internal readonly record struct RowScope(IReadOnlyList<CsvRow> Rows, CsvRow Row)
{
    public RowScope On(CsvRow row) => this with { Row = row };
}
