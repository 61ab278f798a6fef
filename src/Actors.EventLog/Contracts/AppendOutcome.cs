namespace Actors.EventLog;

/// <summary>Whether a block was appended.</summary>
/// <param name="Appended">
/// False: the log's tail is not the expected one, nothing was written; somebody else owns the log.
/// </param>
/// <param name="Tail">The log's last position now.</param>
public readonly record struct AppendOutcome(bool Appended, long Tail);
