using System.Globalization;
using System.Text;
using Actors.AzureStorage.Rest;
using Actors.EventLog;

namespace Actors.AzureStorage.Deduplication;

/// <summary>
/// The copies of one partition's sealed fingerprints in a shared store: each owner has a folder of its own, named by its
/// epoch, with a list of the files that make a whole. Nobody writes to another's; an owner deletes those of owners before it
/// once its own list is there. So what a stale owner still seals is true, and is seen by nobody who has a later list.
/// </summary>
internal sealed class EpochBlobs(BlobContainer container, int partition)
{
    /// <summary>The most fingerprints of one file, 70 MB: a file is in memory whole while it is copied.</summary>
    public const int FingerprintsMax = 1 << 22;

    private const string ListName = "files";
    private const int EpochDigits = 20;

    private readonly string _folder = $"fingerprints/{partition:D4}/";
    private readonly string _before = $"fingerprints/p{partition:D4}-";

    /// <summary>Which files the last owner before an epoch left, as blobs; none when there was none, null where that has just changed.</summary>
    /// <exception cref="StorageException">A later owner than that has written.</exception>
    public async Task<IReadOnlyList<string>?> Left(long epoch, CancellationToken cancellation)
    {
        var last = 0L;
        await foreach (var blob in container.List(_folder, cancellation))
        {
            if (blob.Name.EndsWith("/" + ListName, StringComparison.Ordinal)) last = Math.Max(last, EpochOf(blob.Name));
        }

        if (last > epoch)
            throw new StorageException($"The fingerprints of partition {partition} at {container.Location} have another owner.");
        if (last > 0)
        {
            // Gone when a later owner has a list by now.
            if (await container.Get(FolderOf(last) + ListName, cancellation) is not { } list) return null;
            var names = Encoding.UTF8.GetString(list.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return [.. names.Select(name => FolderOf(last) + name)];
        }

        var alone = new List<string>();
        await foreach (var blob in container.List(_before, cancellation)) alone.Add(blob.Name);
        return alone;
    }

    public Task Put(long epoch, string file, ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        container.Put(FolderOf(epoch) + file, content, onlyNew: false, cancellation);

    /// <summary>From now on these files, all of them put before, are what there is.</summary>
    public Task PutList(long epoch, IEnumerable<string> files, CancellationToken cancellation) =>
        container.Put(FolderOf(epoch) + ListName, Encoding.UTF8.GetBytes(string.Join('\n', files)), onlyNew: false, cancellation);

    public Task Delete(long epoch, string file, CancellationToken cancellation) => container.Delete(FolderOf(epoch) + file, cancellation);

    /// <summary>Deletes what owners before an epoch left.</summary>
    public async Task DeleteBefore(long epoch, CancellationToken cancellation)
    {
        foreach (var prefix in (string[])[_before, _folder])
        {
            await foreach (var blob in container.List(prefix, cancellation))
            {
                if (prefix == _before || EpochOf(blob.Name) < epoch) await container.Delete(blob.Name, cancellation);
            }
        }
    }

    private string FolderOf(long epoch) => $"{_folder}{epoch:D20}/";

    private long EpochOf(string name) =>
        name.Length > _folder.Length + EpochDigits
        && long.TryParse(name.AsSpan(_folder.Length, EpochDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            ? epoch : long.MaxValue;
}
