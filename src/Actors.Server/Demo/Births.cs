namespace Actors.Server.Demo;

/// <summary>Draws who a shopper is.</summary>
internal static class Births
{
    public static Shopper New(ulong seed, int number, long atMs)
    {
        Dice dice = Dice.Stream(seed, (ulong)number + 1);
        Persona persona = Persona.All[dice.Weighted(Persona.Shares)];
        Place place = Place.All[dice.Weighted(Place.Shares)];
        string? gender = dice.Chance(.04) ? null : dice.Chance(persona.FemaleShare) ? "female" : "male";
        double age = dice.Between(persona.AgeMin, persona.AgeMax + 1);
        DateTime today = DateTimeOffset.FromUnixTimeMilliseconds(atMs).UtcDateTime;
        return new(number, dice)
        {
            Persona = persona,
            Place = place,
            Gender = gender,
            BirthDate = DateOnly.FromDateTime(today.AddDays(-age * 365.25)),
            Interests = Interests(ref dice, persona),
            EmailConsent = dice.Chance(.62),
            OpenHabit = dice.Beta(1.2, 2.6),
            Dice = dice,
        };
    }

    /// <summary>A life begins: how often this person will come, buy and forgive.</summary>
    public static void Begin(Shopper who)
    {
        who.Alive = true;
        who.Life++;
        who.Orders = 0;
        if (who.Dice.Chance(.36))
        {
            who.OrderShare = 0;
            who.VisitGapDays = who.Dice.Between(4, 12);
            return;
        }
        double rate = Math.Clamp(who.Dice.Gamma(1.6) / 1.6, .12, 5);
        who.OrderShare = who.Dice.Between(.18, .42);
        who.VisitGapDays = who.Persona.OrderGapDays / rate * who.OrderShare;
        who.Dropout = who.Dice.Beta(1.1, 5.5);
    }

    private static string[] Interests(ref Dice dice, Persona persona)
    {
        var chosen = new List<string>(3);
        foreach (string interest in persona.Interests)
        {
            if (dice.Chance(.6))
            {
                chosen.Add(interest);
            }
        }
        return [.. chosen];
    }
}
