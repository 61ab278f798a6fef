using System.Globalization;

namespace Actors.Benchmarks.Reporting;

/// <summary>Prints rows as they stand in docs/performance.md.</summary>
internal static class Table
{
    public static void Print(string command, IReadOnlyList<Row> rows, TextWriter to)
    {
        to.WriteLine();
        string date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        to.WriteLine($"{Machine.Describe()}; {date}; `{command}`");
        to.WriteLine();
        to.WriteLine("| question | measured | aim |");
        to.WriteLine("|---|---|---|");
        foreach (Row row in rows)
        {
            to.WriteLine($"| {row.Question} | {row.Measured} | {row.Aim} |");
        }
    }

    public static string Number(double value) =>
        value.ToString(value >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture);
}
