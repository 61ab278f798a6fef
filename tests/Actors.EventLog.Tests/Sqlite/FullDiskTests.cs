using Actors.EventLog.Sqlite;

namespace Actors.EventLog.Tests.Sqlite;

public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_fails_the_appends_it_cannot_take_and_writing_resumes_with_space()
    {
        await using var store = SqliteEventStore.Open(_folder.Path, new FolderCreation(2));
        await store.Input(0).Add(Blocks.Of(1, 10, 20_000));
        await store.BoundLogPages(1);

        var failure = await Should.ThrowAsync<StorageException>(
            async () => await store.Input(0).Append(10, Noise(11, 20)));
        failure.Message.ShouldContain("Block 11–20 of the input log of partition 0 was not written");
        failure.Message.ShouldContain("full");
        failure.Message.ShouldContain("'log.db'");
        await Should.ThrowAsync<StorageException>(async () => await store.Documents.Put([("a", Noise(1, 1).Payload)]));
        store.Input(0).Tail.ShouldBe(10);
        (await store.Input(0).Read(0).ToList()).Single().ShouldBe(Blocks.Of(1, 10, 20_000));

        await store.BoundLogPages(0);
        await store.Input(0).Add(Noise(11, 20), Blocks.Of(21, 30));
        (await store.Documents.Get("a")).ShouldBeNull();
        (await store.Input(0).Read(0).ToList()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Appends_that_share_a_commit_fail_together_and_none_is_half_written()
    {
        await using (var store = SqliteEventStore.Open(_folder.Path, new FolderCreation(8)))
        {
            await store.BoundLogPages(1);
            var appends = Enumerable.Range(0, 8).Select(n => store.Outbox(n).Append(0, Noise(1, 5)).AsTask()).ToList();
            foreach (var append in appends) await Should.ThrowAsync<StorageException>(append);
            for (var n = 0; n < 8; n++) store.Outbox(n).Tail.ShouldBe(0);
            await store.BoundLogPages(0);
            await store.Outbox(3).Add(Noise(1, 7));
        }

        await using var again = SqliteEventStore.Open(_folder.Path);
        for (var n = 0; n < 8; n++) again.Outbox(n).Tail.ShouldBe(n == 3 ? 7 : 0);
    }

    // Content that needs pages whatever the codec.
    private static LogBlock Noise(long first, long last)
    {
        var content = new byte[100_000];
        new Random((int)first).NextBytes(content);
        return new LogBlock(first, last, 0, 0, content);
    }
}
