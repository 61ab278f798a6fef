using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary>How the rows of an event are read, if one property of the aggregate's argument makes them.</summary>
/// <param name="Where">Condition on each event or row; null: none.</param>
/// <param name="Value">The value of each row; null for series of times.</param>
/// <param name="Path">The path of the property that makes the rows.</param>
internal sealed record RowReading(Rule? Where, Operand? Value, byte[][] Path)
{
    /// <summary>Whether the path passes through an array in this event.</summary>
    public bool PassesThroughArray(DocValue properties)
    {
        foreach (byte[] name in Path)
        {
            if (properties.Kind == DocKind.List) return true;
            properties = properties[name];
        }
        return false;
    }
}
