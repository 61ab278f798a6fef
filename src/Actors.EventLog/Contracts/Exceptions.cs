namespace Actors.EventLog;

/// <summary>The store could not write or read; the message says what and where, without secrets.</summary>
public class StorageException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>
    /// Nothing but room is wanting: the same write succeeds once there is some. What wraps such an exception is one, too.
    /// </summary>
    public bool IsDiskFull { get; init; } = inner is StorageException { IsDiskFull: true };
}

/// <summary>Stored content is damaged; the message names the log, the block and what is wrong.</summary>
public sealed class CorruptLogException(string message, Exception? inner = null) : StorageException(message, inner);

/// <summary>Another process owns the folder.</summary>
public sealed class FolderInUseException(string message) : StorageException(message);
