using System.Text;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.EventLog;

namespace Actors.Conformance.Shops;

/// <summary>Random customers: orders, page views and moves of house, some told late, some twice.</summary>
public sealed class Traffic
{
    private static readonly string[] Cities = ["Paris", "Lyon", "Brest"];

    private readonly Shop _shop;
    private readonly List<IngestItem> _sent = [];
    private readonly HashSet<string> _acknowledged = new(StringComparer.Ordinal);
    private int _ids;

    public Traffic(Shop shop, int customers = 12) =>
        (_shop, Customers) = (shop, [.. Enumerable.Range(1, customers).Select(n => $"c{n}")]);

    public IReadOnlyList<string> Customers { get; }

    private Random Dice => _shop.Dice;

    /// <summary>Sends calls, with time passing between them, and waits for the answers.</summary>
    public async Task Send(int calls, int itemsMax = 8)
    {
        for (int i = 0; i < calls; i++)
        {
            if (Dice.Next(4) == 0)
            {
                await PassTime();
            }
            IngestItem[] items = Draw(1 + Dice.Next(itemsMax));
            await _shop.Send(items);
            Acknowledge(items);
        }
    }

    /// <summary>Time passes: mostly minutes, now and then weeks.</summary>
    public Task PassTime() => _shop.Runtime.MoveTo(_shop.NowMs + (Dice.Next(3) == 0
        ? Dice.NextInt64(40 * TwiceRule.DayMs)
        : Dice.NextInt64(3_600_000)));

    /// <summary>Sends without waiting; the answer is true where the call was acknowledged, false where it failed.</summary>
    public async Task<bool> TrySend(IngestItem[] items)
    {
        try
        {
            IngestResult result = await _shop.Runtime.Ingress.Send(items);
            if (result.Busy)
            {
                return false;
            }
            Acknowledge(items);
            return true;
        }
        catch (Exception e) when (e is PartitionUnavailableException or StorageException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>New items; about one in ten repeats an item of before.</summary>
    public IngestItem[] Draw(int count)
    {
        var items = new IngestItem[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = _sent.Count > 0 && Dice.Next(10) == 0 ? _sent[Dice.Next(_sent.Count)] : New();
            _sent.Add(items[i]);
        }
        return items;
    }

    /// <summary>Everything acknowledged is kept, once; nothing is kept that was never sent.</summary>
    public async Task ShouldAllBeKeptOnce()
    {
        await _shop.Runtime.Settle();
        var kept = new List<string>();
        var places = new List<string>();
        foreach (string customer in Customers)
        {
            foreach (Record record in await _shop.RecordsOf(customer))
            {
                string id = Encoding.UTF8.GetString(record.MessageId.Span);
                kept.Add(id);
                places.Add($"{id} of {customer} at {record.Position}");
            }
        }
        places.Distinct().Count().ShouldBe(places.Count, "the history names a record twice");
        places.GroupBy(place => place.Split(' ')[0]).Where(same => same.Count() > 1).SelectMany(same => same).ShouldBeEmpty("counted twice");
        _acknowledged.Except(kept).ShouldBeEmpty("acknowledged, and lost");
        kept.Except(_sent.Select(IdOf)).ShouldBeEmpty("never sent");
    }

    private IngestItem New()
    {
        string customer = Customers[Dice.Next(Customers.Count)];
        string id = $"m{++_ids}";
        // One in eight is told late, by up to two months.
        long at = _shop.NowMs - (Dice.Next(8) == 0 ? Dice.NextInt64(60 * TwiceRule.DayMs) : -Dice.NextInt64(60_000));
        return Dice.Next(6) switch
        {
            0 => Calls.City(customer, at, Cities[Dice.Next(Cities.Length)], id),
            1 or 2 => Calls.View(customer, at, id),
            _ => Calls.Order(customer, at, 1 + Dice.Next(80), id),
        };
    }

    private void Acknowledge(IngestItem[] items)
    {
        lock (_acknowledged)
        {
            _acknowledged.UnionWith(items.Select(IdOf));
        }
    }

    private static string IdOf(IngestItem item) => Encoding.UTF8.GetString(item.MessageId.Span);
}
