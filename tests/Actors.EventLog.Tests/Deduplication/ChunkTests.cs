using Actors.EventLog.Deduplication;

namespace Actors.EventLog.Tests.Deduplication;

public sealed class ChunkTests : IDisposable
{
    private const long Day = 24 * 3_600_000L;
    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(5);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Few_chunks_stand_however_often_it_is_sealed()
    {
        var store = FingerprintStore.Open(_folder.Path, 1);
        for (var i = 1; i <= 300; i++)
        {
            Add(store, 20, i);
            await store.Seal(i);
        }

        Files().Length.ShouldBeLessThan(14);
    }

    [Theory]
    [InlineData(1_000_000, 6)]
    [InlineData(40_000, 8)]
    public async Task Chunks_of_many_pages_are_merged_up_to_a_size_and_none_is_lost(int countMax, int filesMax)
    {
        var store = FingerprintStore.Open(_folder.Path, 1, countMax);
        List<UInt128> added = [];
        for (var i = 1; i <= 12; i++)
        {
            // More than is read and written at once, and a last page that is not full.
            added.AddRange(Add(store, 17_000 + i, i));
            await store.Seal(i);
        }

        var chunks = Files().Select(ChunkFile.Open).ToList();
        chunks.Count.ShouldBeLessThanOrEqualTo(filesMax);
        chunks.ShouldAllBe(chunk => chunk!.Header.Count <= countMax);
        chunks.Sum(chunk => chunk!.Header.Count).ShouldBe(added.Count);
        var again = FingerprintStore.Open(_folder.Path, 1, countMax);
        added.ShouldAllBe(fingerprint => store.Contains(fingerprint) && again.Contains(fingerprint));
    }

    [Fact]
    public async Task A_chunk_does_not_span_much_time()
    {
        var store = FingerprintStore.Open(_folder.Path, 1);
        for (var day = 1; day <= 30; day++)
        {
            Add(store, 20, day * Day);
            await store.Seal(day);
        }

        await store.Expire(20 * Day);
        var left = Files().Select(ChunkFile.Open).ToList();
        left.ShouldAllBe(chunk => chunk!.Header.ToMs >= 20 * Day && chunk.Header.ToMs - chunk.Header.FromMs <= 4 * Day);
    }

    [Fact]
    public async Task A_damaged_chunk_sends_recovery_back_to_the_log()
    {
        var store = FingerprintStore.Open(_folder.Path, 1);
        Add(store, 1000, 1);
        await store.Seal(10);
        Add(store, 20, 50 * Day);
        await store.Seal(20);
        var newest = Files().Order(StringComparer.Ordinal).Last();
        Flip(newest, 20);

        FingerprintStore.Open(_folder.Path, 1).SealedPosition.ShouldBe(10);
        Flip(Files().Single(), 20);
        FingerprintStore.Open(_folder.Path, 1).SealedPosition.ShouldBe(0);
        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_page_is_an_error_and_never_a_miss()
    {
        var store = FingerprintStore.Open(_folder.Path, 1);
        var added = Add(store, 1000, 1);
        await store.Seal(10);
        Flip(Files().Single(), ChunkHeader.Bytes + (16 * 300));
        var again = FingerprintStore.Open(_folder.Path, 1);
        var damaged = 0;
        foreach (var fingerprint in added)
        {
            try
            {
                again.Contains(fingerprint).ShouldBeTrue();
            }
            catch (CorruptLogException e)
            {
                e.Message.ShouldContain($"'{Path.GetFileName(Files().Single())}'");
                damaged++;
            }
        }

        damaged.ShouldBeInRange(250, 256);
    }

    [Fact]
    public async Task What_a_crash_left_half_done_is_cleared_away()
    {
        var store = FingerprintStore.Open(_folder.Path, 1);
        Add(store, 100, 1);
        await store.Seal(10);
        var part = Files().Single();
        var kept = await File.ReadAllBytesAsync(part);
        Add(store, 100, 1);
        await store.Seal(20);
        // The merged chunk was in place, its part not yet deleted; another was being written.
        await File.WriteAllBytesAsync(part, kept);
        await File.WriteAllBytesAsync(part + ".tmp", [1, 2, 3]);

        var again = FingerprintStore.Open(_folder.Path, 1);
        again.SealedPosition.ShouldBe(20);
        Directory.GetFiles(_folder.Path).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_seal_that_cannot_be_written_forgets_nothing()
    {
        var blocked = _folder.File("blocked");
        var store = FingerprintStore.Open(blocked, 1);
        await File.WriteAllTextAsync(blocked, "a file where the folder should be");
        var added = Add(store, 100, 1);
        await Should.ThrowAsync<StorageException>(async () => await store.Seal(10));
        store.SealedPosition.ShouldBe(0);
        added.ShouldAllBe(fingerprint => store.Contains(fingerprint));

        File.Delete(blocked);
        await store.Seal(10);
        added.ShouldAllBe(fingerprint => store.Contains(fingerprint));
    }

    [Fact]
    public void The_filter_misses_nothing_and_rarely_alarms()
    {
        var inside = Enumerable.Range(0, 50_000).Select(_ => Next()).ToArray();
        var filter = new BlockFilter(inside.Length);
        foreach (var fingerprint in inside) filter.Add(fingerprint);
        inside.ShouldAllBe(fingerprint => filter.MayContain(fingerprint));
        Enumerable.Range(0, 50_000).Count(_ => filter.MayContain(Next())).ShouldBeLessThan(500);
    }

    private List<UInt128> Add(FingerprintStore store, int count, long receivedAtMs)
    {
        var added = Enumerable.Range(0, count).Select(_ => Next()).ToList();
        foreach (var fingerprint in added) store.TryAdd(fingerprint, receivedAtMs).ShouldBeTrue();
        return added;
    }

    private UInt128 Next() => new(
        (ulong)_random.NextInt64(long.MinValue, long.MaxValue), (ulong)_random.NextInt64(long.MinValue, long.MaxValue));

    private string[] Files() => Directory.GetFiles(_folder.Path, "*.fp");

    private static void Flip(string path, int offset)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[offset] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
