namespace Actors.Server.Demo;

/// <param name="Share">Weight among shoppers, about the town's share.</param>
internal sealed record Place(string City, string Region, double Share)
{
    public static readonly Place[] All =
    [
        new("Paris", "Île-de-France", 22),
        new("Boulogne-Billancourt", "Île-de-France", 5),
        new("Versailles", "Île-de-France", 4),
        new("Marseille", "Provence-Alpes-Côte d'Azur", 9),
        new("Nice", "Provence-Alpes-Côte d'Azur", 5),
        new("Lyon", "Auvergne-Rhône-Alpes", 9),
        new("Grenoble", "Auvergne-Rhône-Alpes", 4),
        new("Annecy", "Auvergne-Rhône-Alpes", 3),
        new("Toulouse", "Occitanie", 7),
        new("Montpellier", "Occitanie", 5),
        new("Nantes", "Pays de la Loire", 6),
        new("Bordeaux", "Nouvelle-Aquitaine", 6),
        new("Biarritz", "Nouvelle-Aquitaine", 2),
        new("Lille", "Hauts-de-France", 6),
        new("Strasbourg", "Grand Est", 5),
        new("Reims", "Grand Est", 3),
        new("Rennes", "Bretagne", 5),
        new("Brest", "Bretagne", 3),
        new("Rouen", "Normandie", 3),
        new("Dijon", "Bourgogne-Franche-Comté", 3),
        new("Tours", "Centre-Val de Loire", 3),
        new("Ajaccio", "Corse", 1),
    ];

    public static readonly double[] Shares = [.. All.Select(place => place.Share)];
}
