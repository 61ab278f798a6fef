namespace Actors.Api.Tracking;

/// <summary>A call of the tracking API.</summary>
internal enum CallKind
{
    /// <summary>Not said yet.</summary>
    None,
    Track,
    Page,
    Screen,
    Identify,
    Group,
    Alias,
    Batch,
}
