using System.Security.Cryptography;
using Actors.AzureStorage.Ownership;
using Actors.AzureStorage.Rest;
using Actors.EventLog;

namespace Actors.AzureStorage;

/// <summary>
/// All durable things of one server, or of a cluster, in a container of an Azure storage account: logs, customer states and documents on
/// append blobs, fingerprints as copies of files. Reads and writes are requests; nothing durable is on this machine.
/// </summary>
public sealed class AzureEventStore : IEventStore
{
    private readonly BlobContainer _container;
    private readonly StoreTrouble _trouble;
    private readonly StoreLease? _lease;
    private readonly long[] _epochs;
    private readonly StoreParts _parts;
    private readonly Scrubbing _scrubbing;

    private AzureEventStore(
        FolderInfo info, BlobContainer container, StoreTrouble trouble, StoreLease? lease, StoreParts parts)
    {
        _epochs = new long[info.Partitions];
        (Info, _container, _trouble, _lease, _parts) = (info, container, trouble, lease, parts);
        _scrubbing = new Scrubbing(trouble.Options, Scrub, trouble.Closing);
    }

    public FolderInfo Info { get; }

    public IStateStore States => _parts.States;

    public IDocuments Documents => _parts.Documents;

    /// <summary>Bytes of the logs and journals.</summary>
    public long BytesOnDisk =>
        _parts.Logs.Sum(log => log.BytesOnDisk) + _parts.States.BytesOnDisk + _parts.Documents.BytesOnDisk;

    /// <summary>Opens a store, creating it (and its container) if <paramref name="create"/> says what it shall be.</summary>
    /// <param name="address">
    /// <c>https://ACCOUNT.blob.core.windows.net/CONTAINER[/PREFIX]</c>, or an emulator's
    /// <c>http://127.0.0.1:PORT/ACCOUNT/CONTAINER[/PREFIX]</c>.
    /// </param>
    /// <param name="create">Null: the store must exist. Else an existing one must agree with it.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <param name="shared">
    /// True: for a cluster. Other processes may open the store so, too; whoever owns a partition's logs says <see cref="Take"/>
    /// before it uses anything else of it. The store is then the cluster's until the lease on the blob <c>lock</c> is broken.
    /// </param>
    /// <exception cref="FolderInUseException">
    /// Another server has it open; or a cluster has it, and <paramref name="shared"/> is false.
    /// </exception>
    /// <exception cref="CorruptLogException">The last block of a log cannot be read.</exception>
    /// <exception cref="StorageException">The store is not what was asked for, or cannot be read or written.</exception>
    public static async Task<AzureEventStore> Open(
        string address, FolderCreation? create = null, AzureStoreOptions? options = null, bool shared = false)
    {
        var trouble = new StoreTrouble(options ?? new AzureStoreOptions());
        var container = Connect(address, trouble.Options);
        StoreLease? lease = null;
        try
        {
            if (create is not null) await container.CreateContainer(trouble.Closing);
            var info = await FolderBlob.OpenOrCreate(container, create, trouble.Closing);
            if (shared)
            {
                await StoreLease.Share(container, trouble);
            }
            else
            {
                var held = lease = await StoreLease.Take(container, trouble);
                trouble.IsAlone = () => held.IsCertain;
            }

            var writer = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
            var parts = await StoreParts.Open(container, info, writer, trouble, shared);
            return new AzureEventStore(info, container, trouble, lease, parts);
        }
        catch
        {
            if (lease is not null) await lease.DisposeAsync();
            container.Dispose();
            trouble.Dispose();
            throw;
        }
    }

    /// <summary>What a store was created as; null when there is none at the address.</summary>
    public static async Task<FolderInfo?> ReadInfo(string address, AzureStoreOptions? options = null)
    {
        using var container = Connect(address, options ?? new AzureStoreOptions());
        return await FolderBlob.Read(container, CancellationToken.None);
    }

    public ILog Input(int partition) => Of(_parts.Inputs, partition);

    public ILog Outbox(int partition) => Of(_parts.Outboxes, partition);

    public IFingerprints Fingerprints(int partition) => Of(_parts.Fingerprints, partition);

    /// <inheritdoc/>
    public async ValueTask Take(int partition, long epoch, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, Info.Partitions);
        if (_lease is not null) return;
        await _parts.Take(partition, epoch, cancellation);
        Volatile.Write(ref _epochs[partition], epoch);
    }

    /// <inheritdoc/>
    public async ValueTask PutOwned(
        int partition, IReadOnlyList<(string Name, ReadOnlyMemory<byte>? Content)> documents,
        CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, Info.Partitions);
        if (_lease is not null) await Documents.Put(documents, cancellation);
        else await _parts.Documents.PutOwned(partition, Volatile.Read(ref _epochs[partition]), documents, cancellation);
    }

    /// <summary>
    /// Makes what was erased leave the account: blobs that hold content which was replaced or forgotten are written anew.
    /// Runs by itself every few minutes and when the store is closed.
    /// </summary>
    public async Task Scrub(CancellationToken cancellation)
    {
        foreach (var partition in Enumerable.Range(0, Info.Partitions).Where(n => _lease is not null || _epochs[n] > 0))
        {
            await _parts.Inputs[partition].Scrub(cancellation);
            await _parts.Outboxes[partition].Scrub(cancellation);
        }

        await _parts.States.Scrub(cancellation);
        await _parts.Documents.Scrub(cancellation);
    }

    /// <summary>Writes what is under way, scrubs, and lets the store go.</summary>
    public async ValueTask DisposeAsync()
    {
        // A service that does not answer must not hold the process for ever.
        var closing = Close();
        await Task.WhenAny(closing, Task.Delay(_trouble.Options.ClosePatience, _trouble.Options.Time));
        _trouble.Close();
        await closing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _parts.DisposeAsync();
        if (_lease is not null) await _lease.DisposeAsync();
        _container.Dispose();
        _trouble.Dispose();
    }

    private async Task Close()
    {
        await _scrubbing.DisposeAsync();
        await _parts.Close();
    }

    private static BlobContainer Connect(string address, AzureStoreOptions options)
    {
        var location = BlobLocation.Parse(address);
        return BlobPipeline.Connect(location, options.Credential ?? AzureCredential.OfEnvironment(location.Account), options);
    }

    private static T Of<T>(IReadOnlyList<T> parts, int partition)
    {
        LogBlockRules.CheckPartition(partition, parts.Count);
        return parts[partition];
    }
}
