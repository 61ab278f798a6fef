using System.CommandLine;
using System.Globalization;
using Actors.Hosting.Options;

namespace Actors.Server.Options;

/// <summary>
/// How fast virtual time passes: <c>max</c>, or virtual per real time as <c>1000x</c> or <c>1d/s</c>.
/// </summary>
internal static class Speed
{
    /// <summary>The option <c>--speed</c>.</summary>
    public static Option<string> Option(string value) =>
        CommandOption.WithDefault("--speed", "max, or virtual time per real time: 1d/s, 6h/s, 1000x", value);

    /// <summary>Virtual milliseconds per real millisecond.</summary>
    /// <exception cref="SettingException">The option has a value that is no speed.</exception>
    public static double Of(ParseResult line, Option<string> option)
    {
        string text = line.GetRequiredValue(option);
        return Parse(text) ?? throw new SettingException($"--speed: \"{text}\": expected max, 1d/s, 6h/s or 1000x");
    }

    /// <returns>Virtual milliseconds per real millisecond; infinite for <c>max</c>; null when the text is no
    /// speed.</returns>
    public static double? Parse(string text)
    {
        if (text == "max")
        {
            return double.PositiveInfinity;
        }
        (string number, double factor) = text switch
        {
            [.. var n, 'd', '/', 's'] => (n, 86_400),
            [.. var n, 'h', '/', 's'] => (n, 3_600),
            [.. var n, 'm', '/', 's'] => (n, 60),
            [.. var n, 'x'] => (n, 1),
            _ => (text, 1),
        };
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            && value > 0 && value <= 1e9
            ? value * factor
            : null;
    }
}
