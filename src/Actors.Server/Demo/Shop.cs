using static Actors.Server.Demo.ShopOptions;

namespace Actors.Server.Demo;

/// <summary>
/// The simulated shop: shoppers arrive, look, buy by a Poisson process with gamma-distributed rates, drop out with a
/// beta-distributed probability after each order (BG/NBD, Fader, Hardie and Lee 2005), and some are won back. It never
/// ends, and neither its people nor its plans grow without bound.
/// </summary>
public sealed class Shop
{
    private readonly ShopOptions _options;
    private readonly CallWriter _calls;
    private readonly Agenda _agenda = new();
    private readonly Queue<Shopper> _gone = new();
    private readonly Visits _visits;
    private readonly Mailing _mailing;
    private Dice _dice;
    private int _known;

    /// <param name="calls">Gets every call, in the order of event time.</param>
    public Shop(ShopOptions options, CallWriter calls)
    {
        _options = options;
        _calls = calls;
        _dice = Dice.Stream(options.Seed, 0);
        _visits = new(_agenda, _calls, options.BrowsingFromMs);
        _mailing = new(_agenda, _calls, options.BrowsingFromMs);
        int atStart = options.Customers * 35 / 100;
        for (int i = 0; i < atStart; i++)
        {
            _agenda.Add(options.FromMs + (long)(_dice.Uniform() * 30 * DayMs), new(Act.Arrive, null));
        }
        _agenda.Add(options.FromMs, new(Act.Arrival, null));
    }

    /// <summary>Lives on to the next plan and carries it out, which writes no call, one or a few.</summary>
    /// <returns>The plan's instant, Unix milliseconds. Never falls.</returns>
    public long Step()
    {
        (long at, Plan plan) = _agenda.Next();
        if (plan.Who is null)
        {
            Arrive(at, plan.Act);
        }
        else if (plan.Life == plan.Who.Life)
        {
            Do(at, plan, plan.Who);
        }
        return at;
    }

    private void Arrive(long at, Act act)
    {
        if (act == Act.Arrival)
        {
            double perDay = _options.Customers / 450.0 * Season.Max;
            _agenda.Add(at + 1 + (long)_dice.Exponential(DayMs / perDay), new(Act.Arrival, null));
            if (!_dice.Chance(Season.Intensity(at) / Season.Max))
            {
                return;
            }
        }
        Shopper? who = _known < _options.Customers * 2 ? Births.New(_options.Seed, _known++, at)
            : _gone.TryDequeue(out Shopper? back) ? back : null;
        if (who is null)
        {
            return;
        }
        Births.Begin(who);
        _calls.SignedUp(at, who);
        _mailing.Enrol(at, who);
        _agenda.Add(at + 1000, new(Act.Visit, who, who.Life, 1));
        if (who.OrderShare == 0)
        {
            _agenda.Add(at + (long)(who.Dice.Exponential(35) * DayMs), new(Act.Fade, who, who.Life));
        }
    }

    private void Do(long at, Plan plan, Shopper who)
    {
        switch (plan.Act)
        {
            case Act.Order:
                _visits.Order(at, who, plan.A);
                if (who.Dice.Chance(who.Dropout))
                {
                    DropOut(at, who);
                }
                break;
            case Act.Fade:
                DropOut(at, who);
                break;
            case Act.WinBack when !who.Alive && who.EmailConsent:
                _mailing.Send(at, who, Campaign.WinBack);
                break;
            case Act.Click when plan.A == (int)Campaign.WinBack && !who.Alive:
                _mailing.Click(at, who, plan.A);
                ComeBack(at, who);
                break;
            case Act.ComeBack when !who.Alive:
                ComeBack(at, who);
                break;
            case Act.Retire when !who.Alive:
                who.Life++;
                _gone.Enqueue(who);
                break;
            case Act.Newsletter or Act.Reminder or Act.Open or Act.Click or Act.Unsubscribe:
                _mailing.Do(at, plan, who);
                break;
            default:
                _visits.Do(at, plan, who);
                break;
        }
    }

    /// <summary>
    /// Stops coming. Some come back by themselves, some for a mail with a voucher, the others are forgotten after
    /// thirteen months.
    /// </summary>
    private void DropOut(long at, Shopper who)
    {
        who.Alive = false;
        long after = (long)(who.Dice.Between(70, 150) * DayMs);
        _agenda.Add(at + after, new(Act.WinBack, who, who.Life));
        if (who.Dice.Chance(.25))
        {
            _agenda.Add(at + (long)((30 + who.Dice.Exponential(120)) * DayMs), new(Act.ComeBack, who, who.Life));
        }
        _agenda.Add(at + 400 * DayMs, new(Act.Retire, who, who.Life));
    }

    private void ComeBack(long at, Shopper who)
    {
        who.Alive = true;
        who.Life++; // the plans to win back and to retire lapse
        _mailing.Enrol(at, who);
        _agenda.Add(at + 60_000, new(Act.Visit, who, who.Life, 1));
        if (who.OrderShare == 0)
        {
            _agenda.Add(at + (long)(who.Dice.Exponential(25) * DayMs), new(Act.Fade, who, who.Life));
        }
    }
}
