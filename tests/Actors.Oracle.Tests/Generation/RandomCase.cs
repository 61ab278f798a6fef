using Actors.Oracle.Tests.Cases;

namespace Actors.Oracle.Tests.Generation;

/// <summary>Whole cases, each from one seed.</summary>
internal static class RandomCase
{
    public static Case Of(int seed)
    {
        var dice = new Dice(seed);
        var setting = new Setting(dice);
        var catalog = new RandomCatalog(dice, setting);
        var history = new RandomHistory(dice, setting);
        return new Case(catalog.Definition(), history.Lines(), history.EndMs());
    }

    /// <summary>A case in which lookup tables are set on the way.</summary>
    public static Case WithTables(int seed)
    {
        Case plain = Of(seed);
        var dice = new Dice(seed);
        List<TableChange> changes = [];
        for (int i = 0; i < plain.Lines.Count; i++)
        {
            if (!dice.Chance(25)) continue;
            long from = plain.Lines[i].ReceivedAtMs;
            long to = i + 1 < plain.Lines.Count ? plain.Lines[i + 1].ReceivedAtMs : plain.EndMs;
            changes.Add(new TableChange(plain.Lines[i].Position + 50, dice.Chance(30) ? dice.Pick(from, to) : from + dice.Below(to - from + 1), Tables(dice)));
        }
        return plain with { Tables = changes };
    }

    private static string Tables(Dice dice)
    {
        IEnumerable<string> weather = Words.Cities.Append("sport").Where(_ => dice.Chance(60)).Select(city =>
            $"\"{city}\":{{\"state\":\"{dice.Pick("snow", "rain", "sun")}\",\"air\":{{\"degrees\":{dice.Between(-5, 15)}}}}}");
        string shops = dice.Chance(50) ? $",\"shops\":{{\"Paris\":{{\"open\":{dice.Pick("true", "false", "null")}}}}}" : "";
        return $"{{\"weather\":{{{string.Join(',', weather)}}}{shops}}}";
    }

    /// <summary>A case in which the definitions change on the way.</summary>
    public static Case WithSwitch(int seed)
    {
        var dice = new Dice(seed);
        var setting = new Setting(dice);
        var catalog = new RandomCatalog(dice, setting);
        var history = new RandomHistory(dice, setting);
        Case plain = new(catalog.Definition(), history.Lines(), history.EndMs());
        int after = dice.Between(0, plain.Lines.Count);
        long from = after > 0 ? plain.Lines[after - 1].ReceivedAtMs : setting.StartMs;
        long to = after < plain.Lines.Count ? plain.Lines[after].ReceivedAtMs : plain.EndMs;
        long at = dice.Chance(30) ? dice.Pick(from, to) : from + dice.Below(Math.Max(1, to - from));
        return plain with { Later = catalog.Edited(), SwitchAfter = after, SwitchAtMs = at };
    }
}
