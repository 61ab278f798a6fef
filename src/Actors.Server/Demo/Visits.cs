using static Actors.Server.Demo.ShopOptions;

namespace Actors.Server.Demo;

/// <summary>What shoppers do on the site: search, look, fill a basket, leave it or order, send things back.</summary>
internal sealed class Visits(Agenda agenda, CallWriter calls, long browsingFromMs)
{
    private const double OrderShareMin = .02;
    private int _orders;

    public void Do(long at, Plan plan, Shopper who)
    {
        switch (plan.Act)
        {
            case Act.Visit:
                Visit(at, who, first: plan.A == 1);
                break;
            case Act.Search when at >= browsingFromMs:
                calls.Searched(at, who, Assortment.All[plan.A]);
                break;
            case Act.View when at >= browsingFromMs:
                calls.Viewed(at, who, Assortment.All[plan.A]);
                break;
            case Act.Add when at >= browsingFromMs:
                calls.Added(at, who, Assortment.All[plan.A]);
                break;
            case Act.Checkout when at >= browsingFromMs:
                calls.CheckoutStarted(at, who, Assortment.All[plan.A]);
                break;
            case Act.Refund:
                calls.Refunded(at, who, plan.A, plan.B);
                break;
            default:
                break;
        }
    }

    public void Order(long at, Shopper who, int product)
    {
        var lines = new List<(Product, int)> { (Assortment.All[product], 1) };
        while (lines.Count < 6 && who.Dice.Chance(.42))
        {
            lines.Add((Choose(who), who.Dice.Chance(.15) ? 2 : 1));
        }
        double discount = Season.IsSale(at) ? who.Dice.Between(.1, .4) : who.Dice.Chance(.15) ? .1 : 0;
        who.Orders++;
        int number = ++_orders;
        int cents = calls.Ordered(at, who, number, lines, discount);
        if (who.Dice.Chance(.06))
        {
            agenda.Add(at + (long)(who.Dice.Between(3, 20) * DayMs), new(Act.Refund, who, who.Life, number, cents));
        }
        if (who.Plan == "standard" && who.Orders >= 4 && who.Dice.Chance(.25))
        {
            who.Plan = who.Dice.Chance(.3) ? "premium" : "plus";
            calls.Identified(at + 1, who);
        }
    }

    /// <summary>
    /// Candidates for visits come at the busiest pace; each is kept with the probability that the instant and the
    /// season give.
    /// </summary>
    private void Visit(long at, Shopper who, bool first)
    {
        if (!who.Alive)
        {
            return;
        }
        double max = Season.Max * 2;
        agenda.Add(at + 1 + (long)who.Dice.Exponential(who.VisitGapDays * DayMs / max), new(Act.Visit, who, who.Life));
        double month = who.Persona.Months[DateTimeOffset.FromUnixTimeMilliseconds(at).Month - 1];
        double appetite = month * (Season.IsSale(at) ? who.Persona.Sales : 1);
        if (first || who.Dice.Chance(Season.Intensity(at) * appetite / max))
        {
            Browse(at, who);
        }
    }

    private void Browse(long at, Shopper who)
    {
        Product product = Choose(who);
        if (who.Dice.Chance(.3))
        {
            Plan(ref at, who, Act.Search, product, 20);
        }
        for (int views = 1; views <= 4; views++)
        {
            Plan(ref at, who, Act.View, product, 60);
            if (who.Dice.Chance(.55))
            {
                break;
            }
            product = Choose(who);
        }
        double outcome = who.Dice.Uniform();
        if (outcome < who.OrderShare && who.OrderShare > OrderShareMin)
        {
            Plan(ref at, who, Act.Add, product, 40);
            Plan(ref at, who, Act.Checkout, product, 90);
            Plan(ref at, who, Act.Order, product, 150);
        }
        else if (outcome < who.OrderShare + .16)
        {
            Plan(ref at, who, Act.Add, product, 40);
            if (who.EmailConsent)
            {
                agenda.Add(at + (long)who.Dice.Between(3, 5) * 3_600_000,
                    new(Act.Reminder, who, who.Life, product.Number));
            }
        }
    }

    private void Plan(ref long at, Shopper who, Act act, Product product, double meanSeconds)
    {
        at += 1000 + (long)(who.Dice.Exponential(meanSeconds) * 1000);
        agenda.Add(at, new(act, who, who.Life, product.Number));
    }

    private static Product Choose(Shopper who)
    {
        Product[] shelf = Assortment.ByCategory[who.Dice.Weighted(who.Persona.Taste)];
        int kind = who.Dice.Below(shelf.Length / 3);
        double dear = who.Dice.Uniform() * .7 + who.Persona.Ticket * .6;
        return shelf[kind * 3 + (dear < .4 ? 0 : dear < .85 ? 1 : 2)];
    }
}
