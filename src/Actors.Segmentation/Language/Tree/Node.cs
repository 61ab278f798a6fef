namespace Actors.Segmentation.Language.Tree;

/// <summary>
/// Any piece of a definition. The hierarchy is closed: <see cref="Condition"/> (true or false), <see cref="Value"/>
/// (anything compared or computed, with <see cref="Literal"/> below it), <see cref="Window"/>,
/// <see cref="EventSelector"/> and <see cref="SequenceStep"/>. Nodes compare by structure; spans do not count.
/// </summary>
public abstract record Node
{
    private protected Node()
    {
    }

    /// <summary>Where it stands in the text; the default when it was not parsed from one.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>The canonical text.</summary>
    public sealed override string ToString() => Printing.Printer.Print(this);
}
