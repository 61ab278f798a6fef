using Actors.Segmentation.State;

namespace Actors.Segmentation.Compilation;

/// <summary>One series of a catalog: which events enter it, what is kept of them, and which units look at it.</summary>
/// <param name="key">Canonical text; equal text, equal content.</param>
/// <param name="kind">What is kept of each event or row.</param>
/// <param name="eventNames">NFC UTF-8; a null among them: any event.</param>
internal abstract class SeriesPlan(string key, SeriesKind kind, byte[]?[] eventNames)
{
    public string Key => key;

    public SeriesKind Kind => kind;

    public byte[]?[] EventNames => eventNames;

    /// <summary>Whether events of every name may enter.</summary>
    public bool IsOfAny => Array.Exists(eventNames, name => name is null);

    /// <summary>Whether an event's payload decides what enters.</summary>
    public abstract bool ReadsBody { get; }

    /// <summary>Set when all features over the series are known.</summary>
    public SeriesStore Store { get; set; } = null!;

    /// <summary>Ranks of the units that look at it, ascending.</summary>
    public int[] Units { get; set; } = [];

    public bool Takes(ReadOnlySpan<byte> name)
    {
        foreach (byte[]? one in eventNames)
        {
            if (one is null || name.SequenceEqual(one)) return true;
        }
        return false;
    }

    /// <summary>Reads what an event that has one of the names brings, into the workspace; false: nothing. May throw, as the definition asks.</summary>
    public abstract bool Read(ref Scope scope);

    /// <summary>Adds what was read last, after <see cref="ThrowIfFull"/>.</summary>
    public abstract void Add(ref Block block, ref Scope scope, long now);

    /// <exception cref="StateOverflowException">The state has no room for what was read.</exception>
    public void ThrowIfFull(in Block block, EventRows rows)
    {
        // Far from the bound nobody looks closer: what one event brings, and a series that doubles, fit.
        if (block.Used <= StateFormat.SeriesWordsMax / 4) return;
        int widened = kind == SeriesKind.Numbers ? Store.Values(block.Words).Length : 0;
        if (block.Used + rows.WordsMax + widened > StateFormat.SeriesWordsMax) throw new StateOverflowException();
    }
}
