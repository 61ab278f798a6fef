namespace Actors.Api.Live;

/// <summary>Positions in a topic's stats. All are non-negative and fit 53 bits.</summary>
internal static class LiveStats
{
    public const int Customers = 0;

    /// <summary>Migrations ever: moves within the segmentation on its map, of the whole server elsewhere.</summary>
    public const int Migrations = 1;

    public const int Events = 2;

    /// <summary>From acknowledged to published over the last minute, microseconds; 0: nothing measured.</summary>
    public const int LatencyP50Us = 3;

    public const int LatencyP95Us = 4;

    public const int LatencyP99Us = 5;

    /// <summary>How late the last change by the clock was published, milliseconds.</summary>
    public const int LagMs = 6;

    public const int Resident = 7;

    public const int Rejected = 8;

    public const int Duplicates = 9;

    public const int Count = 10;
}
