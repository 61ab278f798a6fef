using Actors.Segmentation.Language.Tree;
using NodaTime;

namespace Actors.Segmentation.Language.Printing;

/// <summary>Literals.</summary>
public sealed partial class Printer
{
    private void WriteLiteral(Literal literal)
    {
        switch (literal)
        {
            case TextLiteral text:
                Quoting.Append(output, text.Text);
                break;
            case NumberLiteral number:
                Put(number.Number.ToString());
                break;
            case BooleanLiteral boolean:
                Put(boolean.Flag ? "true" : "false");
                break;
            case DurationLiteral duration:
                Put($"{duration.Count}{Parsing.DurationReader.Units[(int)duration.Unit]}");
                break;
            case DateLiteral date:
                Put(DateText(date.Date));
                break;
            case InstantLiteral instant:
                Put(InstantText(instant.UnixMilliseconds));
                break;
        }
    }

    private static string DateText(LocalDate date) => $"{date.Year:D4}-{date.Month:D2}-{date.Day:D2}";

    private static string InstantText(long unixMilliseconds)
    {
        LocalDateTime utc = Instant.FromUnixTimeMilliseconds(unixMilliseconds).InUtc().LocalDateTime;
        string fraction = utc.Millisecond == 0 ? "" : $".{utc.Millisecond:D3}";
        return $"{DateText(utc.Date)}T{utc.Hour:D2}:{utc.Minute:D2}:{utc.Second:D2}{fraction}Z";
    }
}
