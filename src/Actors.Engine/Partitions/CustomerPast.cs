using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>One customer's whole past before a position, along the chains of blocks that name it.</summary>
internal sealed class CustomerPast(InputHistory history, Outbox outbox)
{
    private const int PageItems = 64;

    /// <summary>The customer's own records, in log order.</summary>
    public async Task<Record[]> Records(int slot, long before)
    {
        List<Record> newestFirst = await history.Read(slot, 0, before, int.MaxValue);
        newestFirst.RemoveAll(r => r.Kind >= RecordKind.Advance);
        newestFirst.Reverse();
        return [.. newestFirst];
    }

    /// <summary>What was published of it after an input position, by sequence.</summary>
    public async Task AddPublished(SortedDictionary<long, Migration> found, int slot, long after)
    {
        long cursor = long.MaxValue;
        while (true)
        {
            MigrationPage page = await outbox.Timeline(slot, cursor, PageItems);
            foreach (PublishedMigration published in page.Items)
            {
                if (published.Migration.Position <= after)
                {
                    return;
                }
                found[published.Migration.Sequence] = published.Migration;
            }
            if (!page.More)
            {
                return;
            }
            cursor = page.Next;
        }
    }

    /// <summary>What was published of it before an input position, in order.</summary>
    public async Task<Migration[]> Published(int slot, long before)
    {
        var found = new SortedDictionary<long, Migration>();
        await AddPublished(found, slot, 0);
        return [.. found.Values.Where(m => m.Position < before)];
    }
}
