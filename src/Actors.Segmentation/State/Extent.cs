using System.Text;
using Actors.Segmentation.Time;

namespace Actors.Segmentation.State;

/// <summary>For how long a series keeps entries, and what it remembers of those it drops.</summary>
/// <param name="IsForever">Entries are never dropped (distinct and top without a window need them all).</param>
/// <param name="FixedMs">Longest fixed window; 0 none.</param>
/// <param name="Months">Longest calendar window; 0 none.</param>
/// <param name="From">Earliest instant of the absolute windows.</param>
/// <param name="Before">First instant after the absolute windows; not after <paramref name="From"/>: none.</param>
/// <param name="Retention">How long events of this kind count; null: for ever.</param>
/// <param name="ZoneId">Where months count; empty when no calendar is needed.</param>
/// <param name="HasBaseCount">Whether the dropped are counted.</param>
/// <param name="HasExtremes">Whether minimum and maximum of the dropped are kept.</param>
/// <param name="KeepsFirst">The earliest entry is never dropped.</param>
/// <param name="KeepsLast">The latest entry is never dropped.</param>
internal sealed record Extent(
    bool IsForever, long FixedMs, int Months, long From, long Before, Length? Retention, string ZoneId,
    bool HasBaseCount, bool HasExtremes, bool KeepsFirst, bool KeepsLast)
{
    public static Extent Nothing { get; } =
        new(false, 0, 0, long.MaxValue, long.MinValue, null, "", false, false, false, false);

    private bool HasRange => From < Before;

    /// <summary>Whether no window will ever need an event at s any more.</summary>
    public bool IsOver(Calendar calendar, long s, long now)
    {
        if (Retention is { } kept && kept.After(calendar, s) <= now) return true;
        if (IsForever || s + FixedMs > now && FixedMs > 0) return false;
        if (HasRange && s >= From && s < Before) return false;
        return Months == 0 || s + Months * 32L * 86_400_000 + Calendar.DisorderMs <= now || calendar.Plus(s, Months) <= now;
    }

    /// <summary>The least extent that serves both.</summary>
    public Extent With(Extent other) => new(
        IsForever || other.IsForever,
        Math.Max(FixedMs, other.FixedMs),
        Math.Max(Months, other.Months),
        Math.Min(From, other.From),
        Math.Max(Before, other.Before),
        other.Retention ?? Retention,
        other.ZoneId.Length > 0 ? other.ZoneId : ZoneId,
        HasBaseCount || other.HasBaseCount,
        HasExtremes || other.HasExtremes,
        KeepsFirst || other.KeepsFirst,
        KeepsLast || other.KeepsLast);

    /// <summary>Whether states that kept this much can serve what <paramref name="needed"/> asks.</summary>
    public bool Covers(Extent needed) =>
        Retention == needed.Retention
        && (ZoneId.Length == 0 || needed.ZoneId.Length == 0 || string.Equals(ZoneId, needed.ZoneId, StringComparison.Ordinal))
        && With(needed) with { ZoneId = ZoneId } == this;

    /// <summary>As stored in the catalog's numbers.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append($"{(IsForever ? 1 : 0)} {FixedMs} {Months} {From} {Before} ");
        text.Append(Retention is { } kept ? $"{kept.Ms},{kept.Months}" : "-").Append(' ');
        text.Append(ZoneId.Length > 0 ? ZoneId : "-");
        foreach (bool flag in (ReadOnlySpan<bool>)[HasBaseCount, HasExtremes, KeepsFirst, KeepsLast]) text.Append(flag ? " 1" : " 0");
        return text.ToString();
    }

    public static Extent Parse(string text)
    {
        string[] parts = text.Split(' ');
        string[] kept = parts[5].Split(',');
        return new Extent(
            parts[0] is "1", long.Parse(parts[1]), int.Parse(parts[2]), long.Parse(parts[3]), long.Parse(parts[4]),
            kept.Length == 2 ? new Length(long.Parse(kept[0]), int.Parse(kept[1])) : null,
            parts[6] is "-" ? "" : parts[6],
            parts[7] is "1", parts[8] is "1", parts[9] is "1", parts[10] is "1");
    }
}
