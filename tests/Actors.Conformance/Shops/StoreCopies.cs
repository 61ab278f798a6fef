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
            await foreach (LogBlock block in from.Input(p).Read(0))
            {
                (await copy.Input(p).Append(block.First - 1, block)).Appended.ShouldBeTrue();
            }
        }
        foreach (string name in await from.Documents.List("catalog/"))
        {
            await copy.Documents.Put([(name, await from.Documents.Get(name))]);
        }
        return copy;
    }
}
