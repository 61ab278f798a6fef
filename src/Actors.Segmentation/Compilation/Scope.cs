namespace Actors.Segmentation.Compilation;

/// <summary>What a rule sees: the customer's state and an instant; inside a <c>where</c>, an event as well.</summary>
internal ref struct Scope
{
    /// <summary>The customer's block of words; renewed when the block is edited.</summary>
    public ReadOnlySpan<long> State;

    /// <summary>The instant of evaluation.</summary>
    public long Now;

    public Workspace Work;

    /// <summary>The event's properties and context, documents; empty when absent.</summary>
    public ReadOnlySpan<byte> Properties;

    public ReadOnlySpan<byte> Context;

    /// <summary>The event's name, NFC UTF-8.</summary>
    public ReadOnlySpan<byte> Event;

    /// <summary>The event's own instant.</summary>
    public long Timestamp;

    /// <summary>The element that the innermost <c>any</c> or <c>all</c> looks at.</summary>
    public ReadOnlySpan<byte> Element;

    /// <summary>The current row: elements of arrays that the aggregate's path passes through, and how many names lead there.</summary>
    public ReadOnlySpan<byte> OuterRow;
    public int OuterDepth;
    public ReadOnlySpan<byte> InnerRow;
    public int InnerDepth;
}
