using System.Text;
using Actors.Segmentation.State;
using Actors.Segmentation.Time;

namespace Actors.Segmentation.Compilation;

/// <summary>How long events of each name count, for series whose entries are of several names: each entry notes its own lifetime.</summary>
internal sealed class EventLifetimes
{
    private const long DayMs = 86_400_000;
    private readonly Calendar _calendar;
    private readonly NameTable<int> _byName;
    private readonly Length?[] _lengths;
    private readonly int _others;

    public EventLifetimes(Retentions retentions, Calendar calendar)
    {
        _calendar = calendar;
        IReadOnlyDictionary<string, Length> byName = retentions.ByName;
        _lengths = [.. byName.Values.Distinct().OrderBy(length => length.Months).ThenBy(length => length.Ms).Select(length => (Length?)length), null];
        _others = Array.IndexOf(_lengths, byName.TryGetValue("*", out Length other) ? other : null);
        _byName = new NameTable<int>([.. byName
            .Where(pair => pair.Key != "*")
            .Select(pair => KeyValuePair.Create(Encoding.UTF8.GetBytes(pair.Key), Array.IndexOf(_lengths, pair.Value)))]);
        Key = string.Concat(byName.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $" {pair.Key}={pair.Value}"));
    }

    /// <summary>Whether every event counts for ever.</summary>
    public bool AreEndless => _lengths.Length == 1;

    /// <summary>Text that tells these lifetimes from others.</summary>
    public string Key { get; }

    public int Of(ReadOnlySpan<byte> name) => _byName.TryGet(name, out int lifetime) ? lifetime : _others;

    /// <summary>The instant from which an event at s no longer counts.</summary>
    public long EndOf(int lifetime, long s) => _lengths[lifetime] is { } length ? length.After(_calendar, s) : Calendar.Never;

    /// <summary>
    /// For how long entries are needed of which the first of some chain must be in the window. Calendar lengths are taken at their longest:
    /// an entry must outlast all that come before it, whose expiry does not follow their order.
    /// </summary>
    public Extent Needed(TimeFrame frame)
    {
        if (frame.HasRange) return Extent.Nothing with { From = frame.From, Before = long.MaxValue };
        Length? longest = frame.Far ?? (_lengths[_others] is null ? null : _lengths.MaxBy(LongestMs));
        return longest is null ? Extent.Nothing with { IsForever = true } : Extent.Nothing with { FixedMs = LongestMs(longest) };
    }

    private static long LongestMs(Length? length) =>
        length is not { } l ? 0 : l.IsFixed ? l.Ms : (l.Months * 32L * DayMs) + Calendar.DisorderMs;
}
