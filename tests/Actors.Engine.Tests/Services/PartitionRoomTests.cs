using Actors.Engine.Services;

namespace Actors.Engine.Tests.Services;

/// <summary>The bound on what a partition has accepted and not yet applied.</summary>
public sealed class PartitionRoomTests
{
    private const int Bound = 10;
    private readonly PartitionRoom _room = new(partitions: 2, Bound);

    [Fact]
    public void What_does_not_fit_is_refused_whole_and_takes_nothing()
    {
        _room.TryReserve(0, 7).ShouldBeTrue();
        _room.TryReserve(0, 4).ShouldBeFalse();
        _room.TryReserve(0, 3).ShouldBeTrue();
        _room.TryReserve(0, 1).ShouldBeFalse();
    }

    [Fact]
    public void Room_given_back_is_room_again()
    {
        _room.TryReserve(0, Bound).ShouldBeTrue();
        _room.Release(0, 4);
        _room.TryReserve(0, 5).ShouldBeFalse();
        _room.TryReserve(0, 4).ShouldBeTrue();
    }

    [Fact]
    public void One_partition_takes_no_room_from_another()
    {
        _room.TryReserve(0, Bound).ShouldBeTrue();
        _room.TryReserve(1, Bound).ShouldBeTrue();
    }

    [Fact]
    public void A_share_larger_than_the_bound_passes_alone()
    {
        _room.TryReserve(0, 1).ShouldBeTrue();
        _room.TryReserve(0, 3 * Bound).ShouldBeFalse();
        _room.Release(0, 1);
        _room.TryReserve(0, 3 * Bound).ShouldBeTrue();
        _room.TryReserve(0, 1).ShouldBeFalse();
    }

    [Fact]
    public void What_was_taken_unasked_counts()
    {
        _room.Take(0, 2 * Bound);
        _room.TryReserve(0, 1).ShouldBeFalse();
        _room.Release(0, 2 * Bound);
        _room.TryReserve(0, Bound).ShouldBeTrue();
    }

    [Fact]
    public async Task Many_at_once_never_have_more_than_the_bound_and_leave_it_empty()
    {
        int inside = 0;
        int most = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(() =>
        {
            var dice = new Random(sender);
            for (int n = 0; n < 20_000; n++)
            {
                int items = 1 + dice.Next(Bound);
                if (!_room.TryReserve(0, items))
                {
                    continue;
                }
                int now = Interlocked.Add(ref inside, items);
                for (int seen = most; now > seen; seen = most)
                {
                    Interlocked.CompareExchange(ref most, now, seen);
                }
                Interlocked.Add(ref inside, -items);
                _room.Release(0, items);
            }
        })));
        most.ShouldBeInRange(1, Bound);
        _room.TryReserve(0, Bound).ShouldBeTrue();
    }
}
