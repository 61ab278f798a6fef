namespace Actors.Segmentation.Values;

/// <summary>What a document's value is.</summary>
public enum DocKind : byte
{
    /// <summary>There is no value.</summary>
    Missing,
    Null,
    False,
    True,

    /// <summary>An exact number.</summary>
    Number,

    /// <summary>A JSON number beyond <see cref="Amount.MaxReadable"/>: kept as text for export, missing to rules.</summary>
    OutOfRange,
    Text,
    List,
    Object,
}
