using System.Globalization;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Values;
using NodaTime;

namespace Actors.Segmentation.Language.Speaking;

/// <summary>Days, months and instants in words.</summary>
internal static class CalendarWords
{
    private static readonly string[] MonthsEn =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] MonthsFr =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    private static readonly string[] DaysEn = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    private static readonly string[] DaysFr = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

    /// <summary><c>1 January 2026</c>, <c>le 1er janvier 2026</c>.</summary>
    public static string Say(LocalDate date, bool isFrench) => isFrench
        ? $"le {(date.Day == 1 ? "1er" : date.Day.ToString(CultureInfo.InvariantCulture))} {MonthsFr[date.Month - 1]} {date.Year}"
        : $"{date.Day} {MonthsEn[date.Month - 1]} {date.Year}";

    /// <summary>With its time, in UTC, as short as it is.</summary>
    public static string Say(InstantLiteral literal, bool isFrench)
    {
        LocalDateTime local = Instant.FromUnixTimeMilliseconds(literal.UnixMilliseconds).InUtc().LocalDateTime;
        string format = local.Millisecond != 0 ? "HH:mm:ss.fff" : local.Second != 0 ? "HH:mm:ss" : "HH:mm";
        string time = local.TimeOfDay.ToString(format, CultureInfo.InvariantCulture);
        return Say(local.Date, isFrench) + (isFrench ? $" à {time} UTC" : $", {time} UTC");
    }

    /// <summary>The name of a month or weekday by its number; null where the number is none.</summary>
    public static string? Name(DatePartKind part, Amount number, bool isFrench)
    {
        string[]? names = part switch
        {
            DatePartKind.Month => isFrench ? MonthsFr : MonthsEn,
            DatePartKind.Weekday => isFrench ? DaysFr : DaysEn,
            _ => null,
        };
        return names is not null && number.IsWhole && number >= Amount.One && number.Millionths <= names.Length * Amount.Scale
            ? names[(int)(number.Millionths / Amount.Scale) - 1]
            : null;
    }
}
