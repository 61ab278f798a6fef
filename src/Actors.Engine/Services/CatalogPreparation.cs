using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Services;

/// <summary>The past that a new catalog needs is read in every partition before the version is saved: traffic goes on meanwhile, and whoever thinks better
/// of it can give it up.</summary>
internal sealed class CatalogPreparation(IDirectory directory, Catalog from, Catalog to)
{
    private const int Given = 1;
    private const int Through = 2;
    private readonly double[] _read = new double[directory.Partitions];
    private readonly (bool Records, bool Published) _needs = (to.NeedsHistory(from), to.NeedsPublished(from));
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    /// <summary>Whether there is anything to read.</summary>
    public bool IsNeeded => _needs.Records || _needs.Published;

    /// <summary>Share of the past that is read.</summary>
    public CatalogProgress Progress => new(to.Version, IsSwitching: false, _read.Average());

    /// <summary>Completes when nothing will be done about it any more.</summary>
    public Task Ended => _ended.Task;

    private bool IsGivenUp => Volatile.Read(ref _state) == Given;

    /// <summary>Gives it up; false: it is through.</summary>
    public bool TryCancel() => Interlocked.CompareExchange(ref _state, Given, 0) != Through;

    public void End() => _ended.TrySetResult();

    /// <summary>It ended by what the store refused: who gave it up must not believe that it is gone.</summary>
    public void End(CatalogChangeUncertainException failure)
    {
        if (_ended.TrySetException(failure))
        {
            // Not everybody waits for it.
            _ = _ended.Task.Exception;
        }
    }

    /// <returns>False: it was given up, and nothing is held any more.</returns>
    /// <exception cref="CorruptLogException">A log is damaged; nothing is held any more.</exception>
    public async Task<bool> Run(CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, directory.Partitions).Select(p => Run(p, cancellation)));
        }
        catch (CorruptLogException)
        {
            await Task.WhenAll(Enumerable.Range(0, directory.Partitions).Select(p => Step(p, false, false)));
            throw;
        }
        if (cancellation.IsCancellationRequested)
        {
            TryCancel();
        }
        if (Interlocked.CompareExchange(ref _state, Through, 0) == 0)
        {
            return true;
        }
        await Task.WhenAll(Enumerable.Range(0, directory.Partitions).Select(p => Step(p, false, false)));
        return false;
    }

    private async Task Run(int partition, CancellationToken cancellation)
    {
        while (_read[partition] < 1 && !IsGivenUp && !cancellation.IsCancellationRequested)
        {
            _read[partition] = await Step(partition, _needs.Records, _needs.Published);
        }
    }

    /// <summary>What cannot be read ahead is read by the activation. A log that is damaged could not be read by it either.</summary>
    private async Task<double> Step(int partition, bool records, bool published)
    {
        try
        {
            return await directory.Partition(partition).Prepare(records, published);
        }
        catch (CorruptLogException)
        {
            // The others need not read to the end.
            Volatile.Write(ref _state, Given);
            throw;
        }
        catch (Exception e) when (e is TimeoutException or PartitionUnavailableException or StorageException)
        {
            return 1;
        }
    }
}
