using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Services;

/// <summary>What the end before interrupted.</summary>
public sealed partial class Catalogs
{
    private volatile Leftover? _leftover;

    public Task TakenUp { get; private set; } = Task.CompletedTask;

    public UnfinishedChange? Unfinished => _leftover is { } left && ReferenceEquals(left.Over, _current.Definition) ? left.Change : null;

    /// <summary>
    /// After a start: a version whose activation was under way is activated in the partitions that lack it, and a change whose past was being read is taken
    /// up again, beside all other work.
    /// </summary>
    public async ValueTask Resume()
    {
        await _one.WaitAsync();
        bool isTakenUp = false;
        try
        {
            await Finish();
            if (await store.Noted() is { } definition)
            {
                isTakenUp = true;
                TakenUp = TakeUp(definition);
            }
        }
        finally
        {
            if (!isTakenUp)
            {
                _one.Release();
            }
        }
    }

    /// <summary>What is only noted is dropped; nothing else is under way then.</summary>
    private async ValueTask<bool> DropUnfinished()
    {
        if (Unfinished is null)
        {
            return false;
        }
        await _one.WaitAsync();
        try
        {
            if (Unfinished is null)
            {
                return false;
            }
            await DropNote();
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Goes on with a change that was noted, and lets the next one go when it is over.</summary>
    private async Task TakeUp(CatalogDefinition? definition)
    {
        try
        {
            try
            {
                await GoOn(definition);
            }
            finally
            {
                _one.Release();
            }
        }
        catch (ObjectDisposedException)
        {
            // The process ends; the next start takes it up.
        }
    }

    private async Task GoOn(CatalogDefinition? definition)
    {
        try
        {
            CatalogChange? change = null;
            while (definition is not null && (change = await TryChange(_ => definition, null, isTakenUp: true, default)) is null)
            {
                definition = await store.Noted();
            }
            if (change is { Kind: CatalogChangeKind.Invalid, Errors: [var error, ..] })
            {
                Leave($"Its definitions are not sound: {error.Pointer}: {error.Detail}");
            }
        }
        catch (CatalogChangeCancelledException)
        {
        }
        catch (Exception e) when (e is TimeoutException or PartitionUnavailableException or StorageException)
        {
            Leave(e.Message);
        }
    }

    private void Leave(string reason)
    {
        // Else it was saved, and is no longer noted: whatever changes next finishes it first.
        if (store.Latest == _current.Version)
        {
            _leftover = new Leftover(_current.Definition, new UnfinishedChange(store.Latest + 1, reason));
        }
    }

    /// <param name="Over">The definitions it would change: once they change otherwise, it is overtaken.</param>
    private sealed record Leftover(CatalogDefinition Over, UnfinishedChange Change);
}
