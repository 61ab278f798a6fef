using System.Globalization;

namespace Actors.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Scale">Part of the population: 1 is a million customers.</param>
/// <param name="Seconds">How long a load is measured, after a warm-up twice as long: by then the code is compiled and what a kill left unsaved is saved.</param>
/// <param name="Connections">Batches under way at once.</param>
/// <param name="Data">A folder to populate in; null: a temporary one, deleted afterwards.</param>
internal sealed record Options(double Scale, int Seconds, int Connections, string? Data)
{
    public const string Usage = "[--scale 0.01] [--seconds 30] [--connections 64] [--data FOLDER]";

    public int Customers => Math.Max(1_000, (int)(1_000_000 * Scale));

    /// <exception cref="FormatException">Not such a command line.</exception>
    public static Options Parse(ReadOnlySpan<string> arguments)
    {
        var options = new Options(1, 30, 64, null);
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length
                ? arguments[i + 1]
                : throw new FormatException($"{arguments[i]} needs a value");
            options = arguments[i] switch
            {
                "--scale" => options with { Scale = Math.Clamp(Number(value), 0.001, 10) },
                "--seconds" => options with { Seconds = (int)Math.Max(1, Number(value)) },
                "--connections" => options with { Connections = (int)Math.Max(1, Number(value)) },
                "--data" => options with { Data = Path.GetFullPath(value) },
                _ => throw new FormatException($"{arguments[i]} is not known"),
            };
        }
        return options;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
