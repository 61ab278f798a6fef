using NodaTime;
using NodaTime.Text;

namespace Actors.Oracle.Tests.Generation;

/// <summary>Payloads as JSON texts, with what trackers send wrongly among what they send rightly.</summary>
internal sealed class RandomPayload(Dice dice, Setting setting)
{
    public string Event()
    {
        List<string> properties = [];
        foreach (string name in (string[])["price", "quantity", "revenue", "total", "value"])
            Maybe(properties, 25, name, Number(mayBeText: true));
        Maybe(properties, 60, "n", Number(mayBeText: false));
        Maybe(properties, 20, "2nd", Number(mayBeText: false));
        Maybe(properties, 20, "cart", Or($"{{\"size\":{Number(mayBeText: false)}}}"));
        Maybe(properties, 50, "category", Or(Text(Words.Categories)));
        Maybe(properties, 25, "brand", Or(Text(Words.Cities)));
        Maybe(properties, 20, dice.Chance(50) ? "été" : "e\u0301te\u0301", Or(Text(Words.Cities)));
        Maybe(properties, 20, "address", Or($"{{\"city\":{Or(Text(Words.Cities))}}}"));
        Maybe(properties, 30, "gift", Or(dice.Pick("true", "false")));
        Maybe(properties, 30, "when", Or(Moment()));
        Maybe(properties, 30, "tags", List(() => Or(Text(Words.Categories))));
        Maybe(properties, 40, "products", Or(List(Product)));
        Maybe(properties, 40, "order_id", dice.Pick("\"o1\"", "\"o1\"", "\"o2\""));
        Maybe(properties, 10, "contact_id", Or("\"c1\""));
        string context = dice.Chance(30) ? $",\"context\":{{\"device\":{{\"type\":{Or(Text(["mobile", "desktop"]))}}}}}" : "";
        return $"{{\"properties\":{{{string.Join(",", properties)}}}{context}}}";
    }

    public string Traits()
    {
        List<string> traits = [];
        Maybe(traits, 40, "city", OrDeleted(Text(Words.Cities)));
        Maybe(traits, 40, "score", OrDeleted(Number(mayBeText: true)));
        Maybe(traits, 25, "level", Number(mayBeText: false));
        Maybe(traits, 30, "vip", Or(dice.Pick("true", "false")));
        Maybe(traits, 30, "interests", Or(List(() => Or(Text(Words.Categories)))));
        Maybe(traits, 30, "address", Or($"{{\"city\":{Or(Text(Words.Cities))},\"zip\":{Number(mayBeText: true)}}}"));
        Maybe(traits, 40, "birth_date", OrDeleted(BirthDate()));
        Maybe(traits, 40, "signup", OrDeleted(Moment()));
        Maybe(traits, 40, "consent", OrDeleted($"{{\"email\":{Or(dice.Pick("true", "false"))}}}"));
        return $"{{\"traits\":{{{string.Join(",", traits)}}}}}";
    }

    private string OrDeleted(string json) => dice.Chance(10) ? "null" : Or(json);

    private void Maybe(List<string> members, int percent, string name, string json)
    {
        if (dice.Chance(percent)) members.Add($"\"{name}\":{json}");
    }

    /// <summary>The value, or now and then one of another type.</summary>
    private string Or(string json) => dice.Chance(88)
        ? json
        : dice.Pick("null", "true", "7", "\"7\"", "[]", "[\"sport\",3]", "\"\"", "[{\"price\":1}]");

    private string Number(bool mayBeText)
    {
        if (dice.Chance(mayBeText ? 25 : 5)) return Text(Words.NumberTexts);
        return Or(dice.Pick(Words.JsonNumbers));
    }

    private string Text(string[] texts) =>
        $"\"{dice.Pick(texts).Replace("é", dice.Chance(50) ? "é" : "e\u0301", StringComparison.Ordinal)}\"";

    private string List(Func<string> item) =>
        $"[{string.Join(",", Enumerable.Range(0, dice.Below(4)).Select(_ => item()))}]";

    private string Product()
    {
        if (dice.Chance(6)) return dice.Pick("null", "3", "\"sport\"");
        List<string> members = [];
        Maybe(members, 80, "category", Or(Text(Words.Categories)));
        Maybe(members, 80, "price", Number(mayBeText: true));
        Maybe(members, 70, "quantity", Number(mayBeText: true));
        Maybe(members, 40, "gift", Or(dice.Pick("true", "false")));
        Maybe(members, 15, "options", Or(List(() => $"{{\"price\":{Number(mayBeText: true)}}}")));
        return $"{{{string.Join(",", members)}}}";
    }

    /// <summary>A text that says an instant or a date near the case's time, or fails to.</summary>
    private string Moment()
    {
        Instant instant = Instant.FromUnixTimeMilliseconds(setting.Near(dice));
        Offset offset = Offset.FromHoursAndMinutes(dice.Pick(0, 2, -5, 10), dice.Pick(0, 30));
        return dice.Below(10) switch
        {
            0 => "\"2025-02-30\"",
            1 => "\"2025-03-30T25:00:00Z\"",
            2 => "\"yesterday\"",
            3 => $"\"{Setting.Text(instant.ToUnixTimeMilliseconds()).Replace("Z", "9999Z", StringComparison.Ordinal)}\"",
            4 => $"\"{OffsetDateTimePattern.Rfc3339.Format(instant.WithOffset(offset))}\"",
            5 => $"\"{Setting.Text(instant.ToUnixTimeMilliseconds()).ToLowerInvariant()}\"",
            6 => $"\"{setting.NearDate(dice)}\"",
            _ => $"\"{Setting.Text(instant.ToUnixTimeMilliseconds())}\"",
        };
    }

    /// <summary>Often so that a birthday falls into the case's time.</summary>
    private string BirthDate()
    {
        LocalDate day = setting.Calendar.Local(setting.Near(dice)).Date.PlusYears(-dice.Pick(0, 1, 18, 24, 25, 26, 35, 36));
        string date = LocalDatePattern.Iso.Format(day);
        return dice.Below(8) switch
        {
            0 => "\"2000-02-29\"",
            1 => "\"2001-02-29\"",
            2 => "\"2400-01-01\"",
            3 => $"\"{date}T23:30:00-05:00\"",
            4 => $"\"{date}T00:30:00+11:00\"",
            _ => $"\"{date}\"",
        };
    }
}
