using Actors.Engine.Seam;
using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Services;

/// <inheritdoc cref="ICatalogs"/>
public sealed class Catalogs(CatalogStore store, IDirectory directory) : ICatalogs, IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private volatile Catalog _current = store.Get(store.Current);

    public Catalog Current => _current;

    public Catalog? Version(int version) => store.Find(version);

    /// <summary>After a start: a version whose activation was under way is activated in the partitions that lack it.</summary>
    public async ValueTask Resume()
    {
        if (store.Latest > store.Current)
        {
            await Activate(store.Get(store.Latest));
        }
    }

    public async ValueTask<CatalogChange> Change(
        Func<CatalogDefinition, CatalogDefinition> change, int? expectedVersion = null, CancellationToken cancellation = default)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (expectedVersion is { } expected && expected != _current.Version)
            {
                return new CatalogChange(CatalogChangeKind.Conflict, _current, [], []);
            }
            CatalogDefinition next = change(_current.Definition);
            if (_current.Version > 0 && CatalogDocument.Same(next, _current.Definition))
            {
                return new CatalogChange(CatalogChangeKind.Unchanged, _current, [], []);
            }
            CompileResult compiled = Catalog.Compile(next, _current, store.Latest + 1);
            if (compiled.Catalog is null)
            {
                return new CatalogChange(CatalogChangeKind.Invalid, _current, compiled.Errors, compiled.Warnings);
            }
            await store.Save(compiled.Catalog);
            await Activate(compiled.Catalog);
            return new CatalogChange(CatalogChangeKind.Activated, compiled.Catalog, [], compiled.Warnings);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async ValueTask Activate(Catalog catalog)
    {
        var activations = new Task[directory.Partitions];
        for (int p = 0; p < activations.Length; p++)
        {
            activations[p] = directory.Partition(p).Activate(catalog.Version).AsTask();
        }
        await Task.WhenAll(activations);
        await store.SetCurrent(catalog.Version);
        _current = catalog;
    }
}
