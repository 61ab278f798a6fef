using Actors.Segmentation.State;

namespace Actors.Segmentation.Compilation;

/// <summary>
/// The events that some sequence may follow, in their order: of each its instant, which of the selectors it meets, and how long it counts.
/// </summary>
/// <param name="key">Canonical text; equal text, equal content.</param>
/// <param name="selectors">At most <see cref="SelectorsMax"/>.</param>
/// <param name="lifetimes">How long events count, by name.</param>
internal sealed class StepSeries(string key, StepSelector[] selectors, EventLifetimes lifetimes)
    : SeriesPlan(key, SeriesKind.Steps, [.. selectors.Select(selector => selector.EventName)])
{
    /// <summary>As many as a note has bits for.</summary>
    public const int SelectorsMax = 32;

    /// <inheritdoc/>
    public override bool ReadsBody { get; } = Array.Exists(selectors, selector => selector.Where is not null);

    public EventLifetimes Lifetimes => lifetimes;

    /// <inheritdoc/>
    public override bool Read(ref Scope scope)
    {
        long met = 0;
        for (int i = 0; i < selectors.Length; i++)
        {
            if (selectors[i].Takes(ref scope)) met |= 1L << i;
        }
        if (met == 0) return false;
        scope.Work.Rows.Note([met | (long)lifetimes.Of(scope.Event) << SelectorsMax]);
        return true;
    }

    /// <inheritdoc/>
    public override void Add(ref Block block, ref Scope scope, long now) =>
        Store.AddNoted(ref block, scope.Timestamp, scope.Work.Rows.Notes, now);

    /// <summary>Whether an entry meets a selector.</summary>
    public static bool Meets(long note, int selector) => (note >> selector & 1) != 0;

    /// <summary>Which of the lifetimes is the entry's.</summary>
    public static int LifetimeOf(long note) => (int)(note >> SelectorsMax);
}

/// <summary>Which events can be a step.</summary>
/// <param name="EventName">NFC UTF-8; null: any.</param>
/// <param name="Where">Null: no condition.</param>
internal sealed record StepSelector(byte[]? EventName, Rule? Where)
{
    public bool Takes(ref Scope scope) =>
        (EventName is null || scope.Event.SequenceEqual(EventName)) && (Where is null || Where.Holds(ref scope, out _));
}
