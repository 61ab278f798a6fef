using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Compilation;

/// <summary>A definition that cannot be compiled; becomes a catalog error, never leaves the compiler.</summary>
internal sealed class RefusalException(Node node, string detail) : Exception(detail)
{
    public SourceSpan Span { get; } = node.Span;

    public static RefusalException NotYet(Node node, string what) => new(node, $"Not available yet: {what}.");
}
