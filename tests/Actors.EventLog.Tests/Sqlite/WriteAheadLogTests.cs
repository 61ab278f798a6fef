using Actors.EventLog.Sqlite;

namespace Actors.EventLog.Tests.Sqlite;

public sealed class WriteAheadLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_stays_short_under_constant_writing_and_reading()
    {
        const int megabytes = 60;
        await using var store = SqliteEventStore.Open(
            _folder.Path, new FolderCreation(4), new SqliteStoreOptions { WalBytesMax = 256 << 10 });
        using var written = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            while (!written.IsCancellationRequested) await store.Input(0).Read(0).ToList();
        });
        var longest = 0L;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(async () =>
        {
            for (var i = 1; i <= megabytes * 5 / 4 / 2; i++)
            {
                await store.Input(n).Add(new LogBlock(i, i, 0, 0, Noise(400_000, i)));
                InterlockedMax(ref longest, new FileInfo(_folder.File("log.db-wal")).Length);
            }
        })));
        await written.CancelAsync();
        await reader;

        longest.ShouldBeLessThan(megabytes << 20 >> 2);
    }

    [Fact]
    public async Task After_an_erasure_the_old_content_is_nowhere_on_disk()
    {
        await using var store = SqliteEventStore.Open(_folder.Path, new FolderCreation(2));
        var secret = Noise(30_000, 1);
        await store.Input(1).Add(new LogBlock(1, 5, 0, 0, secret));
        await store.States.Save(1, [new StateToSave(new byte[] { 1 }, new StoredState(5, secret))]);
        IsOnDisk(secret).ShouldBeTrue();

        await store.Input(1).Replace(new LogBlock(1, 5, 0, 0, new byte[10]));
        await store.States.Delete(1, [new byte[] { 1 }]);
        // A commit is answered before its log is cut off: the next one comes after.
        await store.Input(1).Add(Blocks.Of(6, 6));
        await store.States.Sync();

        IsOnDisk(secret).ShouldBeFalse();
    }

    private bool IsOnDisk(byte[] content)
    {
        foreach (var path in Directory.GetFiles(_folder.Path, "*.db*"))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            for (var at = 0; at + 100 < content.Length; at += 1000)
            {
                if (bytes.AsSpan().IndexOf(content.AsSpan(at, 100)) >= 0) return true;
            }
        }

        return false;
    }

    private static byte[] Noise(int bytes, int seed)
    {
        var content = new byte[bytes];
        new Random(seed).NextBytes(content);
        return content;
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); seen < value;)
        {
            var now = Interlocked.CompareExchange(ref target, value, seen);
            if (now == seen) return;
            seen = now;
        }
    }
}
