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

    /// <summary>
    /// Puts a document where there is none of that name; false if there is one. A store that several processes share does
    /// this in one step.
    /// </summary>
    async ValueTask<bool> PutNew(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        if (await Get(name, cancellation) is not null) return false;
        await Put([(name, content)], cancellation);
        return true;
    }

    /// <summary>Names beginning with a prefix, in ordinal order.</summary>
    ValueTask<IReadOnlyList<string>> List(string prefix, CancellationToken cancellation = default);
}
