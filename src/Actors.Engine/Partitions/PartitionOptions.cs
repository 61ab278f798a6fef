namespace Actors.Engine.Partitions;

/// <summary>Bounds of one partition's work.</summary>
public sealed record PartitionOptions
{
    /// <summary>Records after its checkpoint that a partition may have at most.</summary>
    public const long UncheckpointedRecordsMax = 1_000_000;

    /// <summary>Between two attempts to write to a disk that is full.</summary>
    public static readonly TimeSpan FullDiskPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Records in one input block; a block is also closed at <see cref="BlockBytesMax"/>.</summary>
    public int BlockRecordsMax { get; init; } = 4_096;

    public int BlockBytesMax { get; init; } = 4 << 20;

    /// <summary>Records applied before their migrations are committed together.</summary>
    public int BatchRecordsMax { get; init; } = 8_192;

    /// <summary>Customers that one <c>Advance</c> may move, unless more fall due at one instant.</summary>
    public int AdvanceCustomersMax { get; init; } = 10_000;

    /// <summary>Ticks from one report of changed segments to the next, where a report is a message.</summary>
    public int ReportTicks { get; init; } = 1;

    /// <summary>Customers handled between two looks at the lane's other work.</summary>
    public int SliceCustomers { get; init; } = 256;

    /// <summary>Customers that one record switches to another catalog. Each is decided by all rules: a slice takes longer than one of an <c>Advance</c>.</summary>
    public int SwitchCustomers { get; init; } = 128;

    /// <summary>Records after the checkpoint at which a new one is begun. At most half of <see cref="UncheckpointedRecordsMax"/>.</summary>
    public long CheckpointRecords { get; init; } = 200_000;

    /// <summary>Fingerprints of messages gathered in memory before they are sealed on disk, if no checkpoint comes before.</summary>
    public int FingerprintsUnsealedMax { get; init; } = 100_000;

    /// <summary>Published migrations kept in memory for the feed.</summary>
    public int RecentMigrations { get; init; } = 2_048;

    /// <summary>How long a message id is remembered.</summary>
    public TimeSpan DeduplicationHorizon { get; init; } = TimeSpan.FromDays(30);

    /// <summary>History held in memory at once while a catalog is activated, bytes of its logs' blocks.</summary>
    public long ActivationBytesMax { get; init; } = 128 << 20;
}
