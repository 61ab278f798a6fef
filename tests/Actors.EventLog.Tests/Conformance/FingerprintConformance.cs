using System.Security.Cryptography;

namespace Actors.EventLog.Tests.Conformance;

/// <summary>What every store of fingerprints keeps to.</summary>
public abstract class FingerprintConformance(StoreSubject subject) : IAsyncLifetime
{
    private const long Day = 24 * 3_600_000L;

    private IFingerprints Fingerprints => subject.Store.Fingerprints(3);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await subject.DisposeAsync();

    [Fact]
    public void The_second_of_two_equal_ones_is_refused()
    {
        Fingerprints.Contains(Of(1)).ShouldBeFalse();
        Fingerprints.TryAdd(Of(1), 10).ShouldBeTrue();
        Fingerprints.Contains(Of(1)).ShouldBeTrue();
        Fingerprints.TryAdd(Of(1), 11).ShouldBeFalse();
        subject.Store.Fingerprints(2).TryAdd(Of(1), 10).ShouldBeTrue();
    }

    [Fact]
    public async Task None_of_several_is_said_to_be_new_that_is_known()
    {
        for (var round = 0; round < 3; round++)
        {
            Add(round * 1000, (round * 1000) + 1000, 5);
            (Fingerprints.MayContain([Of(-1), Of(round * 1000)]) & 0b10).ShouldBe(0b10UL);
            await Fingerprints.Seal((round + 1) * 1000);
        }

        Add(3000, 4000, 5);
        for (var i = 0; i < 4000; i++) (Fingerprints.MayContain([Of(-1), Of(i), Of(-2)]) & 0b10).ShouldBe(0b10UL);
        for (var i = 0; i + 64 < 4000; i += 50)
            Fingerprints.MayContain([.. Enumerable.Range(i, IFingerprints.TogetherMax).Select(n => Of(n))]).ShouldBe(ulong.MaxValue);
        Fingerprints.MayContain([]).ShouldBe(0UL);
        // A false alarm is allowed, now and then.
        Enumerable.Range(0, 1000).Count(i => Fingerprints.MayContain([Of(-3 - i)]) != 0).ShouldBeLessThan(100);
    }

    [Fact]
    public async Task Any_128_bits_will_do()
    {
        UInt128[] odd = [UInt128.Zero, UInt128.MaxValue, UInt128.MaxValue - 1, (UInt128)1 << 64, 5];
        foreach (var one in odd) Fingerprints.TryAdd(one, 1).ShouldBeTrue();
        await Fingerprints.Seal(5);
        foreach (var one in odd) Fingerprints.TryAdd(one, 1).ShouldBeFalse();
    }

    [Fact]
    public async Task Sealed_ones_survive_reopening_and_the_rest_is_added_again()
    {
        Add(0, 1000, 5);
        await Fingerprints.Seal(500);
        Add(1000, 1100, 6);

        await subject.Reopen();

        Fingerprints.SealedPosition.ShouldBe(500);
        for (var i = 0; i < 1000; i++) Fingerprints.TryAdd(Of(i), 7).ShouldBeFalse();
        for (var i = 1000; i < 1100; i++) Fingerprints.TryAdd(Of(i), 7).ShouldBeTrue();
    }

    [Fact]
    public async Task Many_seals_forget_nothing_and_invent_nothing()
    {
        for (var i = 0; i < 40; i++)
        {
            Add(i * 500, (i * 500) + 20 + (i * 37 % 480), i * 1000);
            await Fingerprints.Seal((i + 1) * 10);
        }

        await subject.Reopen();

        Fingerprints.SealedPosition.ShouldBe(400);
        for (var i = 0; i < 20_000; i++)
            Fingerprints.Contains(Of(i)).ShouldBe(i % 500 < 20 + (i / 500 * 37 % 480), $"fingerprint {i}");
    }

    [Fact]
    public async Task Adding_goes_on_while_a_seal_is_under_way()
    {
        Add(0, 5000, 1);
        var seal = Fingerprints.Seal(10);
        Add(5000, 6000, 2);
        for (var i = 0; i < 6000; i++) Fingerprints.TryAdd(Of(i), 3).ShouldBeFalse();
        await seal;
        for (var i = 0; i < 6000; i++) Fingerprints.TryAdd(Of(i), 3).ShouldBeFalse();
    }

    [Fact]
    public async Task A_seal_that_covers_no_more_of_the_log_forgets_nothing()
    {
        Add(0, 1000, 1);
        await Fingerprints.Seal(10);
        Add(1000, 1100, 2);
        await Fingerprints.Seal(10);
        Add(1100, 1110, 3);
        await Fingerprints.Seal(5);

        Fingerprints.SealedPosition.ShouldBe(10);
        for (var i = 0; i < 1110; i++) Fingerprints.Contains(Of(i)).ShouldBeTrue($"fingerprint {i}");
        await Fingerprints.Seal(20);
        await subject.Reopen();
        for (var i = 0; i < 1110; i++) Fingerprints.Contains(Of(i)).ShouldBeTrue($"fingerprint {i}");
    }

    [Fact]
    public async Task Sealing_and_expiring_asked_for_at_once_forget_nothing()
    {
        var asked = new List<Task>();
        for (var i = 0; i < 20; i++)
        {
            Add(i * 100, (i + 1) * 100, Day);
            asked.Add(Fingerprints.Seal((i + 1) * 10).AsTask());
            asked.Add(Fingerprints.Expire(0).AsTask());
        }

        await Task.WhenAll(asked);
        for (var i = 0; i < 2000; i++) Fingerprints.Contains(Of(i)).ShouldBeTrue($"fingerprint {i}");
        Fingerprints.SealedPosition.ShouldBe(200);
    }

    [Fact]
    public async Task What_is_older_than_the_horizon_expires_and_the_sealed_position_stays()
    {
        Add(0, 100, Day);
        await Fingerprints.Seal(10);
        Add(100, 200, 40 * Day);
        await Fingerprints.Seal(20);

        await Fingerprints.Expire(Day);
        Fingerprints.Contains(Of(0)).ShouldBeTrue();
        await Fingerprints.Expire(2 * Day);
        Fingerprints.Contains(Of(0)).ShouldBeFalse();
        Fingerprints.Contains(Of(100)).ShouldBeTrue();
        await Fingerprints.Expire(99 * Day);
        Fingerprints.Contains(Of(100)).ShouldBeFalse();

        await subject.Reopen();
        Fingerprints.SealedPosition.ShouldBe(20);
        Add(0, 200, 100 * Day);
        await Fingerprints.Seal(30);
        await Fingerprints.Expire(100 * Day);
        await subject.Reopen();
        Fingerprints.SealedPosition.ShouldBe(30);
        Fingerprints.Contains(Of(150)).ShouldBeTrue();
    }

    private static UInt128 Of(int number)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(BitConverter.GetBytes(number), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private void Add(int from, int to, long receivedAtMs)
    {
        for (var i = from; i < to; i++) Fingerprints.TryAdd(Of(i), receivedAtMs).ShouldBeTrue();
    }
}

public sealed class MemoryFingerprintTests() : FingerprintConformance(new MemorySubject());

public sealed class SqliteFingerprintTests() : FingerprintConformance(new SqliteSubject());
