namespace Actors.Segmentation.Compilation;

/// <summary>The types of the language at run time.</summary>
internal enum DatumKind : byte
{
    Missing,
    Boolean,
    Number,
    Text,
    Instant,

    /// <summary>A whole local day: a date compared with an instant.</summary>
    Day,
    List,
    Object,
}
