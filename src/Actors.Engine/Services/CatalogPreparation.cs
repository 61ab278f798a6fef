using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Services;

/// <summary>The past that a new catalog needs is read in every partition before the version is saved: traffic goes on meanwhile, and whoever thinks better
/// of it can give it up.</summary>
internal sealed class CatalogPreparation(IDirectory directory, Catalog from, Catalog to)
{
    private readonly double[] _read = new double[directory.Partitions];
    private volatile bool _isCancelled;

    /// <summary>Share of the past that is read.</summary>
    public CatalogProgress Progress => new(to.Version, _read.Average());

    public void Cancel() => _isCancelled = true;

    /// <exception cref="CatalogChangeCancelledException">It was given up.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        (bool records, bool published) = (to.NeedsHistory(from), to.NeedsPublished(from));
        if (!records && !published)
        {
            return;
        }
        await Task.WhenAll(Enumerable.Range(0, directory.Partitions).Select(p => Run(p, records, published, cancellation)));
        if (_isCancelled || cancellation.IsCancellationRequested)
        {
            await Task.WhenAll(Enumerable.Range(0, directory.Partitions).Select(p => Step(p, false, false)));
            throw new CatalogChangeCancelledException();
        }
    }

    private async Task Run(int partition, bool records, bool published, CancellationToken cancellation)
    {
        while (_read[partition] < 1 && !_isCancelled && !cancellation.IsCancellationRequested)
        {
            _read[partition] = await Step(partition, records, published);
        }
    }

    /// <summary>What cannot be read ahead is read by the activation.</summary>
    private async Task<double> Step(int partition, bool records, bool published)
    {
        try
        {
            return await directory.Partition(partition).Prepare(records, published);
        }
        catch (Exception e) when (e is TimeoutException or PartitionUnavailableException or StorageException)
        {
            return 1;
        }
    }
}
