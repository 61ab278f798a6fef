namespace Actors.Server.Demo;

/// <param name="PriceCents">In euro cents, before any discount.</param>
internal sealed record Product(int Number, string Id, string Name, string Category, int PriceCents, string Search);

/// <summary>What the shop sells: eight categories, each with kinds of things in three qualities.</summary>
internal static class Assortment
{
    public static readonly string[] Categories =
        ["sport", "fashion", "home", "beauty", "tech", "kids", "travel", "luxury"];

    private static readonly (string Kind, int Cents, string Search)[][] s_kinds =
    [
        [("Chaussures de running", 8990, "chaussures"), ("Maillot respirant", 3490, "maillot"),
            ("Tapis de yoga", 2990, "yoga"), ("Raquette", 7490, "tennis"), ("Veste de ski", 15990, "ski")],
        [("Jean", 5990, "jean"), ("Robe", 6990, "robe"), ("Pull en laine", 5490, "pull"),
            ("Baskets", 7990, "chaussures"), ("Manteau", 12990, "manteau")],
        [("Bougie parfumée", 1990, "bougie"), ("Lampe de table", 5990, "lampe"), ("Coussin", 2490, "coussin"),
            ("Service à thé", 4490, "thé"), ("Fauteuil", 24990, "fauteuil")],
        [("Crème hydratante", 2990, "crème"), ("Parfum", 6990, "parfum"), ("Palette", 3990, "maquillage"),
            ("Shampooing solide", 1290, "shampooing")],
        [("Casque audio", 12990, "casque"), ("Montre connectée", 19990, "montre"), ("Enceinte", 8990, "enceinte"),
            ("Liseuse", 13990, "liseuse"), ("Chargeur", 2490, "chargeur")],
        [("Puzzle", 1790, "puzzle"), ("Jeu de construction", 4990, "jeu"), ("Peluche", 2290, "peluche"),
            ("Cartable", 4490, "cartable"), ("Vélo enfant", 14990, "vélo")],
        [("Valise cabine", 9990, "valise"), ("Sac à dos", 6990, "sac"), ("Gourde", 2490, "gourde"),
            ("Tente", 17990, "tente")],
        [("Sac en cuir", 39990, "sac"), ("Foulard en soie", 18990, "foulard"), ("Montre automatique", 69900, "montre"),
            ("Stylo plume", 14990, "stylo")],
    ];

    private static readonly (string Name, double Price)[] s_qualities =
        [("Essentiel", 0.7), ("Classique", 1.0), ("Signature", 1.6)];

    public static readonly Product[][] ByCategory = Make();

    public static readonly Product[] All = [.. ByCategory.SelectMany(products => products)];

    private static Product[][] Make()
    {
        int number = 0;
        return [.. s_kinds.Select((kinds, c) =>
            (Product[])[.. kinds.SelectMany(kind => s_qualities, (kind, quality) => new Product(
            number, $"P{number++:D3}", $"{kind.Kind} {quality.Name}", Categories[c],
                (int)(kind.Cents * quality.Price / 10) * 10, kind.Search))])];
    }
}
