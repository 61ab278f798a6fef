using System.Numerics;
using System.Text.RegularExpressions;

namespace Actors.Oracle.Numbers;

/// <summary>Reads numbers as JSON writes them.</summary>
public static partial class JsonNumber
{
    /// <summary>Amounts beyond this magnitude are not read.</summary>
    private static readonly Rational Greatest = Rational.Of(BigInteger.Pow(10, 24));

    /// <summary>The number, rounded half-even to millionths; null when the text is none in JSON's syntax, or too great.</summary>
    public static Rational? Read(string text)
    {
        Match match = Syntax().Match(text);
        if (!match.Success) return null;
        string decimals = match.Groups["decimals"].Value;
        int exponent = match.Groups["exponent"].Success ? int.Parse(match.Groups["exponent"].Value) : 0;
        BigInteger digits = BigInteger.Parse(match.Groups["whole"].Value + decimals);
        if (match.Groups["minus"].Success) digits = -digits;
        int power = exponent - decimals.Length;
        Rational exact = power >= 0
            ? Rational.Of(digits * BigInteger.Pow(10, power))
            : new Rational(digits, BigInteger.Pow(10, -power));
        Rational rounded = exact.RoundedToMillionths();
        return rounded > Greatest || rounded < Rational.Zero - Greatest ? null : rounded;
    }

    [GeneratedRegex(
        @"^(?<minus>-)?(?<whole>0|[1-9][0-9]*)(\.(?<decimals>[0-9]+))?([eE](?<exponent>[+-]?[0-9]+))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Syntax();
}
