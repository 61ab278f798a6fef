namespace Actors.Server.Demo;

/// <summary>
/// A kind of shopper. Shoppers of one kind still differ: each draws rates, taste and age from its distributions.
/// </summary>
/// <param name="Share">Weight among arrivals.</param>
/// <param name="OrderGapDays">Mean days between two orders of an average active shopper.</param>
/// <param name="Ticket">Leaning to the dearer qualities, 0…1.</param>
/// <param name="Taste">Weight of each category of <see cref="Assortment.Categories"/>.</param>
/// <param name="Months">Appetite from January to December, 1 on average.</param>
/// <param name="Sales">How many times keener during sales.</param>
internal sealed record Persona(
    string Key, double Share, double OrderGapDays, double Ticket, double FemaleShare, int AgeMin, int AgeMax,
    double[] Taste, double[] Months, double Sales, string[] Interests)
{
    private static readonly double[] s_even = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

    //                                      sport fashion home beauty tech kids travel luxury
    public static readonly Persona[] All =
    [
        new("sport", .16, 45, .45, .50, 18, 45, [.62, .08, .02, .03, .05, .00, .20, .00],
            [1.5, .7, .8, .9, .9, 1.6, 1.5, .6, .8, .7, .7, 1.3], 1.2, ["sport", "travel", "outdoors"]),
        new("family", .18, 32, .35, .66, 27, 48, [.06, .15, .22, .07, .05, .43, .02, .00],
            [.8, .8, .9, .9, .9, .9, .8, 1.4, 1.1, .9, 1.1, 1.5], 1.3, ["family", "cooking", "games"]),
        new("home", .14, 55, .50, .62, 30, 72, [.02, .06, .70, .08, .06, .04, .02, .02],
            [1.0, .9, 1.2, 1.3, 1.1, .8, .7, .7, 1.1, 1.2, 1.0, 1.0], 1.1, ["decoration", "gardening", "cooking"]),
        new("tech", .13, 60, .60, .28, 20, 46, [.05, .05, .05, .01, .76, .02, .06, .00],
            [.9, .8, .8, .8, .9, .9, .8, .8, 1.1, 1.0, 1.7, 1.5], 1.3, ["technology", "games", "music"]),
        new("fashion", .17, 28, .50, .76, 17, 40, [.06, .50, .03, .30, .02, .00, .03, .06],
            [1.2, .8, 1.1, 1.1, 1.0, 1.1, 1.1, .6, 1.2, 1.0, 1.0, .9], 1.6, ["fashion", "beauty", "travel"]),
        new("gifts", .10, 110, .50, .52, 24, 76, [.10, .12, .22, .16, .14, .18, .02, .06],
            [.4, .6, .4, .5, 1.2, .9, .4, .3, .4, .6, 2.2, 4.0], 1.0, ["reading", "music", "family"]),
        new("luxury", .04, 50, .90, .58, 33, 68, [.03, .14, .10, .12, .08, .00, .20, .33], s_even, 0.8,
            ["travel", "art", "fashion"]),
        new("bargain", .08, 48, .10, .57, 19, 66, [.15, .30, .20, .12, .10, .10, .03, .00],
            [1.6, .7, .6, .6, .7, 1.5, 1.6, .5, .6, .6, 1.6, 1.0], 2.4, ["bargains", "fashion", "sport"]),
    ];

    public static readonly double[] Shares = [.. All.Select(persona => persona.Share)];
}
