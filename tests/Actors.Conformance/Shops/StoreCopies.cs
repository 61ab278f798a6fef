using Actors.EventLog;
using Actors.EventLog.Memory;

namespace Actors.Conformance.Shops;

public static class StoreCopies
{
    /// <summary>A new store with the same input logs and catalogs, and nothing that was made from them.</summary>
    public static async Task<MemoryEventStore> InputsOnly(IEventStore from)
    {
        var copy = new MemoryEventStore(from.Info);
        for (int p = 0; p < from.Info.Partitions; p++)
        {
            await Copy(from.Input(p), copy.Input(p));
        }
        await CopyCatalogs(from, copy);
        return copy;
    }

    /// <summary>A new store with the same logs, inputs and published, and the same catalogs: no state and no checkpoint.</summary>
    public static async Task<MemoryEventStore> LogsOnly(IEventStore from)
    {
        MemoryEventStore copy = await InputsOnly(from);
        for (int p = 0; p < from.Info.Partitions; p++)
        {
            await Copy(from.Outbox(p), copy.Outbox(p));
        }
        return copy;
    }

    private static async Task Copy(ILog from, ILog to)
    {
        await foreach (LogBlock block in from.Read(0))
        {
            (await to.Append(block.First - 1, block)).Appended.ShouldBeTrue();
        }
    }

    private static async Task CopyCatalogs(IEventStore from, IEventStore copy)
    {
        foreach (string name in await from.Documents.List("catalog/"))
        {
            await copy.Documents.Put([(name, await from.Documents.Get(name))]);
        }
    }
}
