namespace Actors.EventLog;

/// <summary>The store could not write or read; the message says what and where, without secrets.</summary>
public class StorageException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Stored content is damaged; the message names the log, the block and what is wrong.</summary>
public sealed class CorruptLogException(string message, Exception? inner = null) : StorageException(message, inner);

/// <summary>Another process owns the folder.</summary>
public sealed class FolderInUseException(string message) : StorageException(message);
