using System.Text;
using Actors.Engine.Codec;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.EventLog.Memory;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Partitions;

public sealed class PublishedLogTests
{
    private const int InBlock = 10;
    private const int Recent = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public async Task Whoever_reads_from_the_oldest_catches_up_and_each_block_is_read_once(int pageMax)
    {
        var store = new WatchedStore(new MemoryEventStore(new FolderCreation()));
        PublishedLog log = Of(store);
        await Publish(store, log, blocks: 100);

        List<long> seen = await ReadAll(log, 0, pageMax);

        seen.ShouldBe(Sequences(100));
        store.Blocks.ShouldBeLessThanOrEqualTo(100);
    }

    [Fact]
    public async Task Whoever_follows_closely_reads_no_log()
    {
        var store = new WatchedStore(new MemoryEventStore(new FolderCreation()));
        PublishedLog log = Of(store);
        await Publish(store, log, blocks: 100);
        // A block takes one position more than it has migrations.
        const int newest = Recent / (InBlock + 1);

        List<long> seen = await ReadAll(log, store.Outbox(0).Tail - newest * (InBlock + 1), 3);

        seen.ShouldBe(Sequences(100).TakeLast(newest * InBlock));
        store.Blocks.ShouldBe(0);
    }

    [Fact]
    public async Task Readers_on_other_threads_miss_nothing_while_it_is_added_to()
    {
        var store = new MemoryEventStore(new FolderCreation());
        PublishedLog log = Of(store);
        Task<List<long>>[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var seen = new List<long>();
            for (long after = 0; seen.Count < 300 * InBlock;)
            {
                MigrationPage page = await log.Read(after, 17);
                seen.AddRange(page.Items.Select(m => m.Migration.Sequence));
                after = page.Next;
            }
            return seen;
        }))];
        await Publish(store, log, blocks: 300);
        foreach (List<long> seen in await Task.WhenAll(readers))
        {
            seen.ShouldBe(Sequences(300));
        }
    }

    [Fact]
    public async Task The_partition_adds_while_a_reader_is_at_the_disk()
    {
        PublishedLog? log = null;
        int added = 0;
        var inner = new MemoryEventStore(new FolderCreation());
        var store = new WatchedStore(inner)
        {
            BlockRead = () =>
            {
                Task adding = Task.Run(() => Publish(inner, log!, blocks: 1));
                added += adding.Wait(TimeSpan.FromSeconds(30)) ? 1 : 0;
            },
        };
        log = Of(store);
        await Publish(inner, log, blocks: 10);

        MigrationPage page = await log.Read(0, 25);

        page.Items.Select(m => m.Migration.Sequence).ShouldBe(Sequences(10).Take(25));
        added.ShouldBe((int)store.Blocks);
    }

    private static IEnumerable<long> Sequences(int blocks) => Enumerable.Range(1, blocks * InBlock).Select(n => (long)n);

    private static PublishedLog Of(IEventStore store) => new(store.Outbox(0), 0, Recent, "Outbox of partition 0");

    private static async Task<List<long>> ReadAll(PublishedLog log, long after, int pageMax)
    {
        var seen = new List<long>();
        while (true)
        {
            MigrationPage page = await log.Read(after, pageMax);
            page.Items.Count.ShouldBeLessThanOrEqualTo(pageMax);
            seen.AddRange(page.Items.Select(m => m.Migration.Sequence));
            after = page.Next;
            if (!page.More)
            {
                return seen;
            }
        }
    }

    private static async Task Publish(IEventStore store, PublishedLog log, int blocks)
    {
        ILog outbox = store.Outbox(0);
        for (int b = 0; b < blocks; b++)
        {
            Migration[] migrations =
            [
                .. Enumerable.Range(1 + b * InBlock, InBlock).Select(n => new Migration(
                    n, 0, CustomerId.User("c"), n, 1, 0, Migration.None, 0, n, CauseKind.Event,
                    Encoding.UTF8.GetBytes($"m{n}"), "Seen"u8.ToArray())),
            ];
            LogBlock block = OutboxBlock.Encode(outbox.Tail + 1, (b + 1) * InBlock, b, migrations, new long[InBlock], []);
            await outbox.Append(outbox.Tail, block);
            log.Add(block);
        }
    }
}
