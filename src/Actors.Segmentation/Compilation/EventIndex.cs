using System.Text;
using Actors.Segmentation.Deciding;

namespace Actors.Segmentation.Compilation;

/// <summary>From an event's name to what it touches.</summary>
internal sealed class EventIndex
{
    private readonly EventPlan _any;
    private readonly NameTable<EventPlan> _byName;

    /// <summary>What contacts touch that are told as such.</summary>
    public EventPlan Contacts { get; }

    public EventIndex(IReadOnlyList<SeriesPlan> plans)
    {
        SeriesPlan[] any = [.. plans.Where(plan => plan.IsOfAny)];
        _any = new EventPlan(any, order: null);
        Contacts = new EventPlan([.. plans.OfType<ContactSeries>()], order: null);
        SortedSet<string> names = new(SpendRule.EventNames, StringComparer.Ordinal);
        foreach (SeriesPlan plan in plans)
        {
            names.UnionWith(plan.EventNames.OfType<byte[]>().Select(Encoding.UTF8.GetString));
        }
        List<KeyValuePair<byte[], EventPlan>> entries = [];
        foreach (string text in names)
        {
            byte[] name = Encoding.UTF8.GetBytes(text);
            SeriesPlan[] series = [.. plans.Where(plan => plan.Takes(name))];
            entries.Add(KeyValuePair.Create(name, new EventPlan(series, SpendRule.KindOf(text))));
        }
        _byName = new NameTable<EventPlan>(entries);
    }

    /// <summary>What events of that name touch.</summary>
    public EventPlan this[ReadOnlySpan<byte> name] => _byName.TryGet(name, out EventPlan plan) ? plan : _any;
}

/// <summary>What events of one name touch.</summary>
internal sealed class EventPlan(SeriesPlan[] series, OrderEvent? order)
{
    /// <summary>The series they may enter.</summary>
    public SeriesPlan[] Series => series;

    /// <summary>What they are to an order; null: nothing.</summary>
    public OrderEvent? Order => order;

    /// <summary>Whether properties or context are looked at; a mere count leaves the payload alone.</summary>
    public bool ReadsBody { get; } = order is not null || Array.Exists(series, plan => plan.ReadsBody);
}
