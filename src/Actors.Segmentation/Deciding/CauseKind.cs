namespace Actors.Segmentation.Deciding;

/// <summary>Why a membership changed. The numbers are on disk: never change one.</summary>
public enum CauseKind : byte
{
    Event = 1,
    Clock = 2,
    Definition = 3,
    Model = 4,
    Merge = 5,
    Import = 6,
    Erasure = 7,
    Table = 8,
}
