namespace Actors.EventLog;

/// <summary>A customer's saved state.</summary>
/// <param name="Applied">Input position that the state has applied; a save takes effect only if it grows.</param>
/// <param name="Payload">The state block's bytes.</param>
public readonly record struct StoredState(long Applied, ReadOnlyMemory<byte> Payload);

/// <summary>One state to save.</summary>
public readonly record struct StateToSave(ReadOnlyMemory<byte> Customer, StoredState State);
