using System.Text;

namespace Actors.Segmentation.Compilation;

/// <summary>From an event's name to the series it may enter.</summary>
internal sealed class EventIndex
{
    private readonly SeriesPlan[] _any;
    private readonly NameTable<SeriesPlan[]> _byName;

    public EventIndex(IReadOnlyList<SeriesPlan> plans)
    {
        _any = [.. plans.Where(plan => plan.EventName is null)];
        Dictionary<string, SeriesPlan[]> byName = new(StringComparer.Ordinal);
        foreach (SeriesPlan plan in plans)
        {
            if (plan.EventName is not { } name) continue;
            byName[Encoding.UTF8.GetString(name)] =
                [.. plans.Where(other => other.EventName is null || other.EventName.AsSpan().SequenceEqual(name))];
        }
        _byName = new([.. byName.Select(entry => KeyValuePair.Create(Encoding.UTF8.GetBytes(entry.Key), entry.Value))]);
    }

    /// <summary>The series that take events of that name.</summary>
    public SeriesPlan[] this[ReadOnlySpan<byte> name] => _byName.TryGet(name, out SeriesPlan[] series) ? series : _any;
}
