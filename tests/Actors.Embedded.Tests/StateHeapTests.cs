using Actors.Embedded.Residency;

namespace Actors.Embedded.Tests;

public sealed class StateHeapTests
{
    [Theory]
    [InlineData(1, 400)]
    [InlineData(2, 4_000)]
    [InlineData(3, 300_000)]
    public void It_holds_what_was_put_last_and_little_else(int seed, int bytesMax)
    {
        var dice = new Random(seed);
        var residence = new Residence(long.MaxValue);
        var heap = new StateHeap(residence);
        var model = new Dictionary<int, byte[]>();
        for (int n = 0; n < 40_000; n++)
        {
            int place = dice.Next(2_000_000 / bytesMax);
            if (dice.Next(10) == 0 && model.Remove(place))
            {
                heap.Remove(place);
                continue;
            }
            byte[] state = new byte[1 + dice.Next(dice.Next(50) == 0 ? bytesMax : bytesMax / 4)];
            dice.NextBytes(state);
            model[place] = state;
            heap.Put(place, state);
            heap.Of(place).SequenceEqual(state).ShouldBeTrue();
        }
        heap.Count.ShouldBe(model.Count);
        for (int place = 0; place < 2_000_000 / bytesMax; place++)
        {
            heap.Has(place).ShouldBe(model.ContainsKey(place));
            if (model.TryGetValue(place, out byte[]? state))
            {
                heap.Of(place).SequenceEqual(state).ShouldBeTrue();
            }
        }
        long held = model.Values.Sum(state => state.Length + 32L);
        residence.Bytes.ShouldBeInRange(model.Values.Sum(state => (long)state.Length), held + held / 3);
        // Two chunks may be half empty, whatever is held.
        heap.ReservedBytes.ShouldBeLessThan(held + held / 2 + (4 << 18));
    }

    [Fact]
    public void Fetching_ahead_of_anything_does_no_harm()
    {
        var heap = new StateHeap(new Residence(long.MaxValue));
        heap.Put(3, new byte[700]);
        heap.Touch([0, 3, 99_999]);
        heap.Of(3).Length.ShouldBe(700);
    }
}
