namespace Actors.Hosting.Options;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>A defect, or something this list does not know.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong, or a file it names is absent.</summary>
    public const int Usage = 2;

    /// <summary>All was read, but some lines or rows were rejected (each was told).</summary>
    public const int SomeRejected = 3;

    /// <summary>The catalog or the mapping is wrong (each error was told with its place).</summary>
    public const int Invalid = 4;

    /// <summary>Another process owns the data folder.</summary>
    public const int FolderInUse = 5;

    /// <summary>The data folder cannot be read or written, or is not what was asked for.</summary>
    public const int Storage = 6;

    /// <summary>The address cannot be listened on, or the server to import into cannot be reached or refuses.</summary>
    public const int Network = 7;

    /// <summary>The cluster has gone on without this silo, as after a long standstill: start it again.</summary>
    public const int LeftBehind = 8;

    /// <summary>Stopped by Ctrl-C or SIGTERM before the work was done.</summary>
    public const int Interrupted = 130;
}
