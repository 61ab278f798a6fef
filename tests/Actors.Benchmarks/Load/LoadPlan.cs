using System.Globalization;

namespace Actors.Benchmarks.Load;

/// <summary>What a load generator shall do, as it travels on a command line.</summary>
/// <param name="BatchesPerSecond">0: as fast as answers come; else at that rate, whether answers come or not.</param>
/// <param name="Watch">Whether to follow the change stream.</param>
internal sealed record LoadPlan(
    string Url, int Customers, int Connections,
    double WarmUpSeconds, double Seconds, double BatchesPerSecond, bool Watch)
{
    public const int BatchEvents = 100;

    public IEnumerable<string> ToArguments() =>
    [
        "load", Url, Text(Customers), Text(Connections), Text(WarmUpSeconds), Text(Seconds), Text(BatchesPerSecond),
        Watch ? "watch" : "send",
    ];

    public static LoadPlan AtFullSpeed(string url, Options options) => new(
        url, options.Customers, options.Connections,
        options.Seconds * 2, options.Seconds, BatchesPerSecond: 0, Watch: false);

    public static LoadPlan FromArguments(ReadOnlySpan<string> a) =>
        new(a[0], (int)Number(a[1]), (int)Number(a[2]), Number(a[3]), Number(a[4]), Number(a[5]), a[6] == "watch");

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
