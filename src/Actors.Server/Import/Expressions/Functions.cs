using System.Globalization;
using NodaTime;

namespace Actors.Server.Import.Expressions;

/// <summary>The functions of the mapping language, by name.</summary>
internal static class Functions
{
    public static readonly string[] Names =
        ["number", "text", "date", "lower", "upper", "trim", "abs", "round", "if", "missing", "replace", "sum", "min",
            "max", "avg", "count", "first", "last"];

    /// <summary>Null: no function of this name takes this many arguments.</summary>
    public static Expression? Make(string name, IReadOnlyList<Expression> args, DateTimeZone zone, char decimalMark) =>
        (name, args.Count) switch
        {
            ("number", 1) => new NumberOf(args[0], decimalMark),
            ("text", 1) => new Function(scope => MapValue.Of(args[0].Evaluate(scope).ToString())),
            ("date", 1) => new DateOf(args[0], null, zone),
            ("date", 2) => new DateOf(args[0], args[1], zone),
            ("lower", 1) => new Function(scope => MapValue.Of(args[0].Evaluate(scope).ToString().ToLowerInvariant())),
            ("upper", 1) => new Function(scope => MapValue.Of(args[0].Evaluate(scope).ToString().ToUpperInvariant())),
            ("trim", 1) => new Function(scope => MapValue.Of(args[0].Evaluate(scope).ToString().Trim())),
            ("abs", 1) => new Function(scope => OfNumber(args[0].Number(scope) is { } n ? Math.Abs(n) : null)),
            ("round", 2) => new Function(scope => OfNumber(
                args[0].Number(scope) is { } n && args[1].Number(scope) is { } digits
                    ? Math.Round(n, (int)Math.Clamp(digits, 0, 28), MidpointRounding.ToEven) : null)),
            ("if", 3) => new Function(scope => args[0].Holds(scope) ? args[1].Evaluate(scope) : args[2].Evaluate(scope)),
            ("missing", 1) => new Function(scope => MapValue.Of(args[0].Evaluate(scope).IsMissing)),
            ("replace", 3) => new Function(scope =>
                MapValue.Of(Replace(args[0].Evaluate(scope), args[1].Evaluate(scope), args[2].Evaluate(scope)))),
            ("count", 0) => new Function(scope => MapValue.Of(scope.Rows.Count)),
            ("sum", 1) => new Function(scope => OfNumber(Numbers(args[0], scope).Sum())),
            ("min", 1) => new Function(scope => OfNumber(Numbers(args[0], scope).Min(n => (decimal?)n))),
            ("max", 1) => new Function(scope => OfNumber(Numbers(args[0], scope).Max(n => (decimal?)n))),
            ("avg", 1) => new Function(scope => OfNumber(Numbers(args[0], scope).Average(n => (decimal?)n))),
            ("first", 1) => new Function(scope => Present(args[0], scope, scope.Rows)),
            ("last", 1) => new Function(scope => Present(args[0], scope, scope.Rows.Reverse())),
            _ => null,
        };

    private static MapValue OfNumber(decimal? number) => number is { } n ? MapValue.Of(n) : MapValue.Missing;

    private static IEnumerable<decimal> Numbers(Expression of, RowScope scope) =>
        scope.Rows.Select(row => of.Number(scope.On(row))).Where(n => n is not null).Select(n => n!.Value);

    private static MapValue Present(Expression of, RowScope scope, IEnumerable<Csv.CsvRow> rows) =>
        rows.Select(row => of.Evaluate(scope.On(row))).FirstOrDefault(value => !value.IsMissing);

    private static string Replace(MapValue text, MapValue old, MapValue with) =>
        old.IsMissing ? text.ToString()
            : text.ToString().Replace(old.ToString(), with.ToString(), StringComparison.Ordinal);

    private sealed class Function(Func<RowScope, MapValue> evaluate) : Expression
    {
        public override MapValue Evaluate(RowScope scope) => evaluate(scope);
    }

    /// <summary>
    /// <c>number(x)</c>: with the source's decimal mark; thin and plain blanks between digits are dropped.
    /// </summary>
    private sealed class NumberOf(Expression of, char decimalMark) : Expression
    {
        public override string? ColumnName => of.ColumnName;

        public override MapValue Evaluate(RowScope scope)
        {
            MapValue value = of.Evaluate(scope);
            if (value.Kind is MapKind.Number or MapKind.Missing)
            {
                return value;
            }
            string text = value.Text.Replace(" ", "").Replace("\u00A0", "").Replace("\u202F", "");
            text = decimalMark == '.' ? text : text.Replace('.', '?').Replace(decimalMark, '.');
            return Parse(text) is { } number ? MapValue.Of(number)
                : throw new RowException(scope.Row.Line, ColumnName, $"\"{value}\" is not a number");
        }
    }

    /// <summary>
    /// <c>date(x, "format")</c>: a local time in the mapping's zone; without a format RFC 3339 or <c>yyyy-MM-dd</c>.
    /// </summary>
    private sealed class DateOf(Expression of, Expression? format, DateTimeZone zone) : Expression
    {
        private static readonly string[] s_rfc3339 = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

        public override string? ColumnName => of.ColumnName;

        public override MapValue Evaluate(RowScope scope)
        {
            MapValue value = of.Evaluate(scope);
            if (value.Kind is MapKind.Instant or MapKind.Missing)
            {
                return value;
            }
            string text = value.ToString();
            string? pattern = format?.Evaluate(scope).ToString();
            if (pattern is null && DateTimeOffset.TryParseExact(
                text, s_rfc3339, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant))
            {
                return MapValue.At(instant.ToUnixTimeMilliseconds());
            }
            if (!DateTime.TryParseExact(
                text, pattern ?? "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
            {
                throw new RowException(scope.Row.Line, ColumnName,
                    $"\"{text}\" is not a date of the form {pattern ?? "yyyy-MM-dd"}");
            }
            // A skipped local time moves forward by the gap; a repeated one is its first occurrence.
            var written = LocalDateTime.FromDateTime(DateTime.SpecifyKind(local, DateTimeKind.Unspecified));
            return MapValue.At(zone.AtLeniently(written).ToInstant().ToUnixTimeMilliseconds());
        }
    }
}
