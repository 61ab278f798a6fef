using static Actors.Server.Demo.ShopOptions;

namespace Actors.Server.Demo;

internal enum Campaign
{
    Newsletter = 0,
    Basket = 1,
    WinBack = 2,
}

/// <summary>
/// E-mails: a newsletter each fortnight (each address on its own day), reminders of baskets, vouchers for those who
/// stay away.
/// </summary>
internal sealed class Mailing(Agenda agenda, CallWriter calls, long deliveriesFromMs)
{
    private const long FortnightMs = 14 * DayMs;

    /// <summary>Puts a consenting shopper on the list; a person already on it gets no second letter.</summary>
    public void Enrol(long at, Shopper who)
    {
        if (who.EmailConsent)
        {
            agenda.Add(at + (long)(who.Dice.Uniform() * FortnightMs), new(Act.Newsletter, who, who.Life));
        }
    }

    public void Do(long at, Plan plan, Shopper who)
    {
        switch (plan.Act)
        {
            case Act.Newsletter when who.EmailConsent:
                Send(at, who, Campaign.Newsletter);
                agenda.Add(at + FortnightMs, plan);
                break;
            case Act.Reminder when who.EmailConsent:
                Send(at, who, Campaign.Basket);
                if (who.OrderShare > 0 && who.Alive && who.Dice.Chance(.12))
                {
                    agenda.Add(at + (long)(who.Dice.Between(.5, 20) * 3_600_000),
                        new(Act.Order, who, who.Life, plan.A));
                }
                break;
            case Act.Open:
                calls.Mail(at, who, "Email Opened", (Campaign)plan.A);
                break;
            case Act.Click:
                Click(at, who, plan.A);
                break;
            case Act.Unsubscribe when who.EmailConsent:
                who.EmailConsent = false;
                calls.Mail(at, who, "Unsubscribed", (Campaign)plan.A);
                calls.Identified(at + 1, who);
                break;
            default:
                break;
        }
    }

    public void Send(long at, Shopper who, Campaign campaign)
    {
        if (at >= deliveriesFromMs)
        {
            calls.Mail(at, who, "Email Delivered", campaign);
        }
        // Who has left the shop still opens the odd letter; nobody opens letters for ever.
        double open = who.Alive ? who.OpenHabit : who.OpenHabit * .25;
        if (!who.Dice.Chance(open))
        {
            return;
        }
        long opened = at + (long)(who.Dice.Exponential(7) * 3_600_000);
        agenda.Add(opened, new(Act.Open, who, who.Life, (int)campaign));
        if (who.Dice.Chance(campaign == Campaign.WinBack ? .6 : .16))
        {
            agenda.Add(opened + 20_000, new(Act.Click, who, who.Life, (int)campaign));
        }
        else if (who.Dice.Chance(.01))
        {
            agenda.Add(opened + 30_000, new(Act.Unsubscribe, who, who.Life, (int)campaign));
        }
    }

    public void Click(long at, Shopper who, int campaign) =>
        calls.Mail(at, who, "Email Link Clicked", (Campaign)campaign);
}
