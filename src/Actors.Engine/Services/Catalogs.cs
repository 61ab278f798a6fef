using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Services;

/// <inheritdoc cref="ICatalogs"/>
public sealed partial class Catalogs(CatalogStore store, IDirectory directory, IClock clock) : ICatalogs, IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly NamesInUse _names = new(directory);
    private volatile CatalogPreparation? _preparation;
    private volatile CatalogActivation? _activation;
    private volatile Catalog _current = store.Get(store.Current);

    public Catalog Current => _current;

    public Catalog? Version(int version) => store.Find(version);

    public async ValueTask<CatalogChange> Change(
        Func<CatalogDefinition, CatalogDefinition> change, int? expectedVersion = null, CancellationToken cancellation = default)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                if (await TryChange(change, expectedVersion, isTakenUp: false, cancellation) is { } done)
                {
                    return done;
                }
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>All partitions are known to have switched to a version that this process may not have heard of yet.</summary>
    public async ValueTask Follow(int version)
    {
        if (version > _current.Version)
        {
            await store.Ensure(version);
            Take(version);
        }
    }

    public CatalogProgress? UnderWay => _preparation?.Progress ?? _activation?.Progress;

    public async ValueTask<bool> CancelChange()
    {
        if (_preparation is not { } preparation)
        {
            return await DropUnfinished();
        }
        if (!preparation.TryCancel())
        {
            return false;
        }
        await preparation.Ended;
        return true;
    }

    public async ValueTask<IReadOnlyList<CatalogError>> UnknownNames(CatalogDefinition definition) =>
        Segmentation.Catalogs.UnknownNames.In(definition, await _names.Read());

    public IReadOnlyList<CatalogVersion> History => store.History;

    public async ValueTask<CatalogChange> SetTable(string name, ReadOnlyMemory<byte>? rows, CancellationToken cancellation = default)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                if (await TrySetTable(name, rows) is { } done)
                {
                    return done;
                }
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>Null: another process was faster, and all is to be looked at again.</summary>
    private async ValueTask<CatalogChange?> TryChange(
        Func<CatalogDefinition, CatalogDefinition> change, int? expectedVersion, bool isTakenUp, CancellationToken cancellation)
    {
        await CatchUp();
        if (expectedVersion is { } expected && expected != _current.Version)
        {
            return new CatalogChange(CatalogChangeKind.Conflict, _current, [], []);
        }
        CatalogDefinition next = change(_current.Definition);
        if (_current.Version > 0 && CatalogDocument.Same(next, _current.Definition))
        {
            return new CatalogChange(CatalogChangeKind.Unchanged, _current, [], await UnknownNames(next));
        }
        CompileResult compiled = Catalog.Compile(next, store.Get(store.Latest), store.Latest + 1);
        if (compiled.Catalog is null)
        {
            return new CatalogChange(CatalogChangeKind.Invalid, _current, compiled.Errors, compiled.Warnings);
        }
        if (!await PrepareAndSave(compiled.Catalog, isTakenUp, cancellation))
        {
            return null;
        }
        await Activate(compiled.Catalog);
        return new CatalogChange(CatalogChangeKind.Activated, compiled.Catalog, [], [.. compiled.Warnings, .. await UnknownNames(next)]);
    }

    /// <summary>What has to be read first is noted, so that a crash meanwhile drops nothing.</summary>
    /// <returns>False: another process has saved a version of this number.</returns>
    private async ValueTask<bool> PrepareAndSave(Catalog next, bool isTakenUp, CancellationToken cancellation)
    {
        var preparation = new CatalogPreparation(directory, store.Get(store.Latest), next);
        try
        {
            if (preparation.IsNeeded)
            {
                await store.Note(next, clock.NowMs);
                _leftover = null;
                await Prepare(preparation, cancellation);
            }
            return await store.Save(next, clock.NowMs);
        }
        catch (CatalogChangeUncertainException e)
        {
            preparation.End(e);
            throw;
        }
        catch (StorageException e) when (preparation.IsNeeded && !isTakenUp)
        {
            // Whoever asked is told that it failed: it must not come back by itself.
            await DropNote(e);
            throw;
        }
        finally
        {
            preparation.End();
        }
    }

    private async ValueTask Prepare(CatalogPreparation preparation, CancellationToken cancellation)
    {
        _preparation = preparation;
        try
        {
            bool isThrough = await preparation.Run(cancellation);
            if (!isThrough)
            {
                await DropNote();
            }
            // Given up here, or in another process that had taken it up too.
            if (!isThrough || !await store.HasNote())
            {
                throw new CatalogChangeCancelledException();
            }
        }
        finally
        {
            _preparation = null;
        }
    }

    /// <param name="why">What the store refused before; null: somebody gave the change up.</param>
    private async ValueTask DropNote(StorageException? why = null)
    {
        try
        {
            await store.ForgetNote();
            _leftover = null;
        }
        catch (StorageException e)
        {
            throw new CatalogChangeUncertainException(why ?? e);
        }
    }

    private async ValueTask<CatalogChange?> TrySetTable(string name, ReadOnlyMemory<byte>? rows)
    {
        await CatchUp();
        bool isKnown = _current.Tables.Documents.TryGetValue(name, out ReadOnlyMemory<byte> before);
        if (rows is { } now ? isKnown && before.Span.SequenceEqual(now.Span) : !isKnown)
        {
            return new CatalogChange(CatalogChangeKind.Unchanged, _current, [], []);
        }
        Catalog next = store.Get(store.Latest).WithTables(_current.Tables.With(name, rows), store.Latest + 1);
        if (!await store.SaveTable(next, name, rows, clock.NowMs))
        {
            return null;
        }
        await Activate(next);
        return new CatalogChange(CatalogChangeKind.Activated, next, [], []);
    }

    /// <summary>What others have changed meanwhile; one that failed half-way is finished first: some partitions have switched to it.</summary>
    private async ValueTask CatchUp()
    {
        do
        {
            await store.Load();
            await Finish();
            Take(store.Current);
        }
        // Yet another process may have saved one meanwhile: what comes next has to go out from that one.
        while (store.Latest != _current.Version);
    }

    private void Take(int version) => _current = version > _current.Version ? store.Get(version) : _current;

    private ValueTask Finish() => store.Latest > store.Current ? Activate(store.Get(store.Latest)) : default;

    private async ValueTask Activate(Catalog catalog)
    {
        var activation = new CatalogActivation(directory, catalog.Version);
        _activation = activation;
        try
        {
            await activation.Run();
        }
        finally
        {
            _activation = null;
        }
        await store.SetCurrent(catalog.Version);
        Take(catalog.Version);
    }
}
