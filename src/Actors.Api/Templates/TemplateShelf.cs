namespace Actors.Api.Templates;

/// <summary>The ready-made segments. Events are those of the public e-commerce and e-mail specifications.</summary>
internal static class TemplateShelf
{
    private const string Order = "Order Completed";

    public static readonly IReadOnlyList<Template> All =
    [
        Many("lifecycle", "Lifecycle", "Cycle de vie", "Where a customer stands, by how long ago the last order is", "Où en est le client, selon la date de sa dernière commande",
            [Order],
            Case("new", "New", "Nouveaux", $"count(\"{Order}\") == 1 and since(first(\"{Order}\")) < 30d"),
            Case("active", "Active", "Actifs", $"count(\"{Order}\" in 90d) >= 1"),
            Case("at-risk", "At risk", "À risque", $"count(\"{Order}\" in 180d) >= 1"),
            Case("lost", "Lost", "Perdus", $"count(\"{Order}\") >= 1"),
            Case("prospect", "Prospects", "Prospects", null)),
        Many("lifetime-value", "Lifetime value", "Valeur client", "By what was spent so far, refunds taken off", "Selon le total dépensé, remboursements déduits",
            [Order],
            Case("high", "High value", "Forte valeur", "spend() >= 500"),
            Case("medium", "Medium value", "Valeur moyenne", "spend() >= 100"),
            Case("low", "Low value", "Faible valeur", "spend() > 0"),
            Case("none", "No spend", "Sans dépense", null)),
        Many("frequency", "Purchase frequency", "Fréquence d’achat", "How often orders came in a year", "Le nombre de commandes en un an",
            [Order],
            Case("frequent", "Frequent buyers", "Acheteurs fréquents", $"count(\"{Order}\" in 1y) >= 6"),
            Case("occasional", "Occasional buyers", "Acheteurs occasionnels", $"count(\"{Order}\" in 1y) >= 1"),
            Case("none", "No order in a year", "Sans commande depuis un an", null)),
        Many("activity", "Activity", "Activité", "Pages and screens looked at in 30 days", "Les pages et les écrans vus en 30 jours",
            ["Page Viewed", "Screen Viewed"],
            Case("most-active", "Most active", "Les plus actifs", "count(page in 30d) + count(screen in 30d) >= 20"),
            Case("active", "Active", "Actifs", "count(page in 30d) + count(screen in 30d) >= 1"),
            Case("inactive", "Inactive", "Inactifs", null)),
        Many("skill", "Occasional and advanced users", "Utilisateurs occasionnels et avancés", "How many functions were used in 30 days", "Le nombre de fonctions utilisées en 30 jours",
            ["Feature Used"],
            Case("advanced", "Advanced users", "Utilisateurs avancés", "distinct(\"Feature Used\".feature in 30d) >= 5"),
            Case("occasional", "Occasional users", "Utilisateurs occasionnels", "count(\"Feature Used\" in 30d) >= 1"),
            Case("none", "No use", "Aucun usage", null)),
        Many("plan", "Free and paid plans", "Offres gratuite et payante", "By the trait `plan`", "Selon l’attribut `plan`",
            [],
            Case("paid", "Paid plan", "Offre payante", "has(trait.plan) and not (trait.plan in [\"free\", \"\"])"),
            Case("free", "Free plan", "Offre gratuite", "trait.plan == \"free\""),
            Case("none", "No plan", "Sans offre", null)),
        One("high-income", "High-income customers", "Clients à hauts revenus", "By the trait `income`, a year", "Selon l’attribut `income`, par an",
            [], "trait.income >= 80000"),
        One("abandoned-basket", "Abandoned basket", "Panier abandonné", "Added to the basket, and no order within an hour", "Ajout au panier, sans commande dans l’heure",
            ["Product Added", Order], $"sequence(\"Product Added\" then no \"{Order}\" within 1h in 7d)"),
        One("newsletter-readers", "Newsletter readers", "Lecteurs de la newsletter", "Open at least half of what they get", "Ouvrent au moins la moitié des envois",
            ["Email Delivered", "Email Opened"],
            "count(\"Email Delivered\" in 90d) >= 3 and count(\"Email Opened\" in 90d) / count(\"Email Delivered\" in 90d) >= 0.5"),
        One("newsletter-sleepers", "Newsletter sleepers", "Dormants de la newsletter", "Get mails and open none", "Reçoivent des envois et n’en ouvrent aucun",
            ["Email Delivered", "Email Opened"], "count(\"Email Delivered\" in 90d) >= 3 and count(\"Email Opened\" in 90d) == 0"),
        One("window-shoppers", "Window-shoppers", "Flâneurs", "Look at products often and buy none", "Regardent souvent des produits sans acheter",
            ["Product Viewed", Order], $"count(\"Product Viewed\" in 30d) >= 5 and count(\"{Order}\" in 30d) == 0"),
        One("frustrated", "Frustrated", "Frustrés", "Three rage clicks or errors within five minutes", "Trois clics de rage ou erreurs en cinq minutes",
            ["Rage Clicked", "Error Shown"], "count(\"Rage Clicked\" in 5m) + count(\"Error Shown\" in 5m) >= 3"),
        One("birthday", "Birthday month", "Mois d’anniversaire", "From the first to the last day of the month of the birthday", "Du premier au dernier jour du mois de l’anniversaire",
            [], "month(trait.birth_date) == month(now)"),
        One("seasonal", "Seasonal buyers", "Acheteurs saisonniers", "Buy in November and December", "Achètent en novembre et décembre",
            [Order], $"count(\"{Order}\" where month(timestamp) in [11, 12] in 2y) >= 2"),
        Later("rfm", "Recency, frequency, value", "Récence, fréquence, montant", "Scores by recency, frequency and amount", "Scores de récence, fréquence et montant"),
        Later("loyalty", "Loyal, occasional, soon inactive", "Fidèles, occasionnels, bientôt inactifs", "Told apart by the probability of being alive", "Distingués par la probabilité d’activité"),
    ];

    private static Template One(string key, string en, string fr, string about, string propos, string[] events, string when) =>
        new(key, new(en, fr), new(about, propos), events, when, null);

    private static Template Many(string key, string en, string fr, string about, string propos, string[] events, params TemplateCase[] cases) =>
        new(key, new(en, fr), new(about, propos), events, null, cases);

    private static Template Later(string key, string en, string fr, string about, string propos) =>
        new(key, new(en, fr), new(about, propos), [Order], null, null, "It needs models, which are not available yet.");

    private static TemplateCase Case(string key, string en, string fr, string? when) => new(key, new(en, fr), when);
}
