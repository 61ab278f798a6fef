using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Json;

/// <summary>What a field of a node holds, and hence how it looks in JSON.</summary>
internal enum FieldKind
{
    Condition,
    Conditions,
    Value,
    Literals,
    Steps,
    Window,
    Events,
    Moment,
    Duration,
    OptionalDuration,
    OptionalCondition,
    Text,
    OptionalText,
    Path,
    Segment,
    Amount,
    Integer,
    Flag,
    Word,
}

/// <summary>A field of a node.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Words">The words of an enumeration, in the order of its members.</param>
internal sealed record TreeField(string Name, FieldKind Kind, string[]? Words = null);

/// <summary>The JSON form of one kind of node, for writing and reading alike.</summary>
/// <param name="Type">The word in <c>type</c>.</param>
/// <param name="Node">The kind of node.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Take">The values of the fields; an enumeration as its number.</param>
/// <param name="Make">A node of such values.</param>
internal sealed record TreeForm(
    string Type, Type Node, TreeField[] Fields, Func<Node, object?[]> Take, Func<object?[], Node> Make)
{
    public static TreeForm Of<TNode>(
        string type, Func<TNode, object?[]> take, Func<object?[], TNode> make, params TreeField[] fields)
        where TNode : Node =>
        new(type, typeof(TNode), fields, node => take((TNode)node), values => make(values));
}
