using Actors.AzureStorage.Logs;
using Actors.EventLog;
using Actors.EventLog.Tests;

namespace Actors.AzureStorage.Tests.Logs;

public sealed class AppendBlobLogTests
{
    [Fact]
    public async Task A_blob_is_followed_by_the_next_before_it_is_full()
    {
        await using var world = await LogWorld.Create();
        var small = new AzureStoreOptions { BlobBlocksMax = 3 };
        var log = await world.Open(small);
        for (var n = 1; n <= 10; n++) await log.Add(Blocks.Of(n, n));

        // The end of a blob is a block of it too.
        (await world.Blobs()).Select(blob => blob.Name).ShouldBe(
        [
            "input/0000/00000000000000000001-0000.log", "input/0000/00000000000000000004-0000.log",
            "input/0000/00000000000000000007-0000.log", "input/0000/00000000000000000010-0000.log",
        ]);
        var again = await world.Open(small);
        again.Tail.ShouldBe(10);
        (await again.Read(4).ToList()).Select(block => block.First).ShouldBe([5, 6, 7, 8, 9, 10]);
        for (var n = 1; n <= 10; n++) (await again.ReadAt(n))!.Value.ShouldBe(Blocks.Of(n, n));
        for (var n = 11; n <= 15; n++) await again.Add(Blocks.Of(n, n));
        (await log.Refresh()).ShouldBe(15);
        (await log.Read(0).ToList()).Count.ShouldBe(15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Any_position_of_a_long_blob_is_found_by_one_who_knows_nothing_of_it(int seed)
    {
        await using var world = await LogWorld.Create();
        var log = await world.Open();
        var dice = new Random(seed);
        var blocks = new List<LogBlock>();
        for (var first = 1L; blocks.Count < 150;)
        {
            var content = new byte[dice.Next(40) == 0 ? 900_000 : dice.Next(40_000)];
            dice.NextBytes(content);
            blocks.Add(new LogBlock(first, first + dice.Next(20), 0, 0, content));
            first = blocks[^1].Last + 1;
        }

        // All at once: they share appends.
        (await Task.WhenAll(blocks.Select(block => log.Append(block.First - 1, block).AsTask()))).ShouldAllBe(one => one.Appended);

        for (var i = 0; i < 12; i++)
        {
            var expected = blocks[dice.Next(blocks.Count)];
            var found = await (await world.Open()).ReadAt(dice.NextInt64(expected.First, expected.Last + 1));
            found!.Value.ShouldBe(expected);
        }
    }

    [Fact]
    public async Task A_payload_too_large_for_an_append_is_kept_whole_and_leaves_with_its_block()
    {
        await using var world = await LogWorld.Create();
        var log = await world.Open();
        LogBlock[] blocks = [Noise(1, 3, 9 << 20), Noise(4, 4, 4 << 20), Blocks.Of(5, 5)];
        await log.Add(blocks);

        var again = await world.Open();
        var read = await again.Read(0).ToList();
        for (var i = 0; i < blocks.Length; i++) read[i].ShouldBe(blocks[i]);

        await again.Replace(Blocks.Of(1, 3));
        await again.Scrub(CancellationToken.None);
        (await again.ReadAt(2))!.Value.ShouldBe(Blocks.Of(1, 3));
        (await world.Holds(blocks[0].Payload[..100])).ShouldBeFalse();
        (await world.Holds(blocks[1].Payload[..100])).ShouldBeTrue();
    }

    [Fact]
    public async Task A_payload_whose_block_was_never_appended_is_cleared_away()
    {
        await using var world = await LogWorld.Create();
        var log = await world.Open();
        await log.Add(Blocks.Of(1, 5));
        await world.Container.Put(world.Path.LargeOf(6, 9, 9), new byte[10], onlyNew: true, CancellationToken.None);
        var owner = await world.Open();
        (await world.Blobs()).Count.ShouldBe(1);

        await owner.Add(Blocks.Of(6, 6));
        (await log.Append(5, Noise(6, 7, 5 << 20))).Appended.ShouldBeFalse();
        (await world.Blobs()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_replaced_is_nowhere_after_a_scrub()
    {
        await using var world = await LogWorld.Create();
        var log = await world.Open(new AzureStoreOptions { BlobBlocksMax = 4 });
        for (var n = 1; n <= 10; n++) await log.Add(Noise(n, n, 2_000));
        foreach (var n in (int[])[2, 3, 10]) await log.Replace(Blocks.Of(n, n));

        (await world.Holds(Noise(2, 2, 2_000).Payload)).ShouldBeTrue("not before the scrub");
        await log.Scrub(CancellationToken.None);

        foreach (var reader in (AppendBlobLog[])[log, await world.Open()])
        {
            var read = await reader.Read(0).ToList();
            read.Count.ShouldBe(10);
            for (var n = 1; n <= 10; n++)
                read[n - 1].ShouldBe(n is 2 or 3 or 10 ? Blocks.Of(n, n) : Noise(n, n, 2_000));
        }

        foreach (var n in (int[])[2, 3, 10]) (await world.Holds(Noise(n, n, 2_000).Payload)).ShouldBeFalse();
        (await world.Blobs()).ShouldAllBe(blob => !blob.Name.Contains("replaced"));
        await log.Add(Blocks.Of(11, 12));
    }

    [Fact]
    public async Task A_scrub_that_a_crash_cut_short_is_done_again()
    {
        await using var world = await LogWorld.Create();
        var log = await world.Open();
        for (var n = 1; n <= 4; n++) await log.Add(Noise(n, n, 2_000));
        var old = await world.Container.Get(world.Path.BlobOf(1, 0), CancellationToken.None);
        await log.Replace(Blocks.Of(2, 2));
        await log.Scrub(CancellationToken.None);
        // As if the old blob and the replacement had not been deleted any more.
        await world.Container.CreateAppendBlob(world.Path.BlobOf(1, 0), CancellationToken.None);
        await world.Container.Append(world.Path.BlobOf(1, 0), 0, old!.Value, CancellationToken.None);

        var again = await world.Open();

        (await again.ReadAt(2))!.Value.ShouldBe(Blocks.Of(2, 2));
        (await world.Holds(Noise(2, 2, 2_000).Payload)).ShouldBeFalse();
        await again.Add(Blocks.Of(5, 5));
    }

    [Fact]
    public async Task A_reader_goes_on_while_blobs_are_rewritten_by_another()
    {
        await using var world = await LogWorld.Create();
        var log = await world.Open(new AzureStoreOptions { BlobBlocksMax = 4 });
        for (var n = 1; n <= 12; n++) await log.Add(Noise(n, n, 2_000));
        var reader = await world.Open();
        for (var n = 1; n <= 12; n++) await log.Replace(Blocks.Of(n, n));
        await log.Scrub(CancellationToken.None);

        (await reader.ReadAt(3))!.Value.ShouldBe(Blocks.Of(3, 3));
        (await reader.Read(5).ToList()).Select(block => block.First).ShouldBe([6, 7, 8, 9, 10, 11, 12]);
    }

    [Fact]
    public async Task Trimming_drops_whole_blobs_and_leaves_the_rest_of_the_log_as_it_was()
    {
        await using var world = await LogWorld.Create();
        var small = new AzureStoreOptions { BlobBlocksMax = 3 };
        var log = await world.Open(small);
        for (var n = 1; n <= 10; n++) await log.Add(Blocks.Of(n, n));
        await log.Trim(5, CancellationToken.None);

        foreach (var reader in (AppendBlobLog[])[log, await world.Open(small)])
        {
            (reader.First, reader.Tail).ShouldBe((4, 10));
            (await reader.Read(0).ToList()).Select(block => block.First).ShouldBe([4, 5, 6, 7, 8, 9, 10]);
            (await reader.ReadAt(3)).ShouldBeNull();
        }

        await log.RollOver();
        await log.Add(Blocks.Of(11, 11));
        await log.Trim(10, CancellationToken.None);
        (await (await world.Open(small)).Read(0).ToList()).Single().ShouldBe(Blocks.Of(11, 11));
    }

    [Fact]
    public async Task A_flipped_byte_is_found_and_named_and_the_rest_is_readable()
    {
        await using var world = await LogWorld.Create();
        var log = await world.Open();
        for (var n = 1; n <= 5; n++) await log.Add(Noise(n, n, 2_000));
        await Flip(world, offset: (2 * (2_000 + FrameHeader.Bytes)) + 500);

        var again = await world.Open();
        var damage = await Should.ThrowAsync<CorruptLogException>(async () => await again.Read(0).ToList());
        damage.Message.ShouldContain("input log of partition 0");
        damage.Message.ShouldContain("block 3–3");
        (await again.ReadAt(4))!.Value.ShouldBe(Noise(4, 4, 2_000));
        await again.Add(Blocks.Of(6, 6));
    }

    [Fact]
    public async Task A_damaged_last_block_is_refused_at_once()
    {
        await using var world = await LogWorld.Create();
        var log = await world.Open();
        for (var n = 1; n <= 5; n++) await log.Add(Noise(n, n, 2_000));
        await Flip(world, offset: (4 * (2_000 + FrameHeader.Bytes)) + 500);
        (await Should.ThrowAsync<CorruptLogException>(() => world.Open())).Message.ShouldContain("block 5–5");
    }

    private static async Task Flip(LogWorld world, int offset)
    {
        var name = (await world.Blobs()).Single().Name;
        var content = (await world.Container.Get(name, CancellationToken.None))!.Value.ToArray();
        content[offset] ^= 0x10;
        await world.Container.Delete(name, CancellationToken.None);
        await world.Container.CreateAppendBlob(name, CancellationToken.None);
        await world.Container.Append(name, 0, content, CancellationToken.None);
    }

    private static LogBlock Noise(long first, long last, int bytes)
    {
        var content = new byte[bytes];
        new Random((int)first).NextBytes(content);
        return new LogBlock(first, last, 0, 0, content);
    }
}
