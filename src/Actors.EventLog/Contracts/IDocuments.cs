namespace Actors.EventLog;

/// <summary>
/// Small named documents (catalog versions, checkpoints, keys, subscriptions, cursors), each replaced as a whole.
/// </summary>
public interface IDocuments
{
    ValueTask<ReadOnlyMemory<byte>?> Get(string name, CancellationToken cancellation = default);

    /// <summary>Durable on completion. All of <paramref name="documents"/> or none; a null content deletes.</summary>
    ValueTask Put(
        IReadOnlyList<(string Name, ReadOnlyMemory<byte>? Content)> documents,
        CancellationToken cancellation = default);

    /// <summary>Names beginning with a prefix, in ordinal order.</summary>
    ValueTask<IReadOnlyList<string>> List(string prefix, CancellationToken cancellation = default);
}
