namespace Actors.Server.Demo;

/// <summary>
/// One simulated person. The id stays; a person gone for good comes back under it, years later, as if new.
/// </summary>
internal sealed class Shopper(int number, Dice dice)
{
    public Dice Dice = dice;

    public int Number { get; } = number;

    public string Id { get; } = $"c{number:D6}";

    public required Persona Persona { get; init; }

    public required Place Place { get; init; }

    /// <summary>Null: did not say.</summary>
    public required string? Gender { get; init; }

    public required DateOnly BirthDate { get; init; }

    public required string[] Interests { get; init; }

    public string Plan { get; set; } = "standard";

    public bool EmailConsent { get; set; }

    /// <summary>Share of the mails this person opens.</summary>
    public double OpenHabit { get; init; }

    /// <summary>Mean days between two visits while alive.</summary>
    public double VisitGapDays { get; set; }

    /// <summary>Share of visits that end in an order: 0 for those who only look.</summary>
    public double OrderShare { get; set; }

    /// <summary>Probability to leave for good after an order, as in BG/NBD.</summary>
    public double Dropout { get; set; }

    /// <summary>Comes to the shop. False: dropped out, may be won back.</summary>
    public bool Alive { get; set; }

    /// <summary>Numbers each of the person's lives, so that plans of an earlier one lapse.</summary>
    public int Life { get; set; }

    public int Orders { get; set; }
}
