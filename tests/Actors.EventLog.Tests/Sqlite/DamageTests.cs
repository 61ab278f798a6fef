using Actors.EventLog.Sqlite;

namespace Actors.EventLog.Tests.Sqlite;

public sealed class DamageTests : IDisposable
{
    private const int Blocks200 = 200;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_flipped_byte_in_a_block_is_found_and_named_and_the_rest_is_readable()
    {
        await Create();
        Flip(_folder.File("log.db"), OffsetOf(Noise(21)));

        await using var store = SqliteEventStore.Open(_folder.Path);
        var read = new List<long>();
        var damage = await Should.ThrowAsync<CorruptLogException>(async () =>
        {
            await foreach (var block in store.Input(1).Read(0)) read.Add(block.First);
        });
        damage.Message.ShouldContain("input log of partition 1");
        damage.Message.ShouldContain("block 21–30");
        damage.Message.ShouldContain("'log.db'");
        damage.Message.ShouldNotContain(_folder.Path, customMessage: "callers of the API read it");
        await Should.ThrowAsync<CorruptLogException>(async () => await store.Input(1).ReadAt(25));
        (await store.Input(1).ReadAt(31)).ShouldNotBeNull().Payload.ToArray().ShouldBe(Noise(31));
        (await store.Outbox(1).Read(0).ToList()).Count.ShouldBe(Blocks200);
        await store.Input(1).Add(new LogBlock(2001, 2001, 0, 0, Noise(2001)));
    }

    [Fact]
    public async Task A_damaged_last_block_is_refused_at_once()
    {
        await Create();
        Flip(_folder.File("log.db"), OffsetOf(Noise(1991)));
        var damage = Should.Throw<CorruptLogException>(() => SqliteEventStore.Open(_folder.Path));
        damage.Message.ShouldContain($"Data folder '{_folder.Path}': ");
        damage.Message.ShouldContain("block 1991–2000");
    }

    [Theory]
    [InlineData("log.db")]
    [InlineData("state.db")]
    public async Task A_database_that_was_cut_off_is_refused_at_once(string name)
    {
        await Create();
        foreach (var part in (double[])[0.9, 0.5, 0.01])
        {
            using (var file = File.OpenWrite(_folder.File(name))) file.SetLength((long)(file.Length * part));
            var damage = Should.Throw<CorruptLogException>(() => SqliteEventStore.Open(_folder.Path));
            damage.Message.ShouldContain($"Data folder '{_folder.Path}': ");
            damage.Message.ShouldContain($"'{name}'");
        }
    }

    [Fact]
    public async Task A_damaged_state_is_found()
    {
        await using (var store = SqliteEventStore.Open(_folder.Path, new FolderCreation(2)))
            await store.States.Save(1, [new StateToSave(new byte[] { 7 }, new StoredState(3, Noise(5)))]);
        Flip(_folder.File("state.db"), OffsetOf(Noise(5), "state.db"));
        await using var again = SqliteEventStore.Open(_folder.Path);
        var damage = await Should.ThrowAsync<CorruptLogException>(
            async () => await again.States.Load(1, new byte[] { 7 }));
        damage.Message.ShouldContain("'state.db'");
        damage.Message.ShouldNotContain(_folder.Path);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_byte_flips_nothing_wrong_is_ever_read(int seed)
    {
        await Create();
        var original = await File.ReadAllBytesAsync(_folder.File("log.db"));
        var random = new Random(seed);
        for (var i = 0; i < 25; i++)
        {
            foreach (var suffix in (string[])["-wal", "-shm"]) File.Delete(_folder.File("log.db" + suffix));
            await File.WriteAllBytesAsync(_folder.File("log.db"), original);
            // Half of the flips where the structure is: the first pages of the file hold the schema and the roots of
            // the logs.
            var offset = random.Next(i % 2 == 0 ? original.Length : 40_000);
            Flip(_folder.File("log.db"), offset);
            await CheckAll($"seed {seed}, byte {offset}");
        }
    }

    private async Task CheckAll(string what)
    {
        try
        {
            await using var store = SqliteEventStore.Open(_folder.Path);
            foreach (var log in (ILog[])[store.Input(1), store.Outbox(1)])
            {
                var next = 1L;
                await foreach (var block in log.Read(0))
                {
                    block.First.ShouldBe(next, what);
                    block.Payload.Span.SequenceEqual(Content(log == store.Input(1), next)).ShouldBeTrue(what);
                    next = block.Last + 1;
                }

                next.ShouldBe(2001, what);
            }
        }
        catch (StorageException)
        {
            // Said clearly: that is all one can ask.
        }
    }

    private async Task Create()
    {
        await using var store = SqliteEventStore.Open(_folder.Path, new FolderCreation(2));
        var appends = new List<Task<AppendOutcome>>();
        for (var first = 1L; first <= Blocks200 * 10; first += 10)
        {
            foreach (var log in (ILog[])[store.Input(1), store.Outbox(1)])
            {
                var block = new LogBlock(first, first + 9, 0, 0, Content(log == store.Input(1), first));
                appends.Add(log.Append(first - 1, block).AsTask());
            }
        }

        (await Task.WhenAll(appends)).ShouldAllBe(outcome => outcome.Appended);
    }

    private static byte[] Content(bool noise, long first) => noise ? Noise(first) : Blocks.Content(first, 700);

    // Stored as it is, so that it can be found in the file.
    private static byte[] Noise(long first)
    {
        var content = new byte[600];
        new Random((int)first).NextBytes(content);
        return content;
    }

    private int OffsetOf(byte[] content, string name = "log.db")
    {
        var offset = File.ReadAllBytes(_folder.File(name)).AsSpan().IndexOf(content.AsSpan(0, 100));
        offset.ShouldBeGreaterThan(0);
        return offset + 50;
    }

    private static void Flip(string path, int offset)
    {
        using var file = File.Open(path, FileMode.Open);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 0x10));
    }
}
