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
