using Actors.Engine.Partitions;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Partitions;

public sealed class CustomerIndexTests
{
    [Fact]
    public void Every_customer_keeps_the_slot_it_was_given()
    {
        var index = new CustomerIndex();
        var slots = new Dictionary<CustomerId, int>();
        var dice = new Random(1);
        for (int n = 0; n < 60_000; n++)
        {
            CustomerId id = CustomerId.User($"{dice.Next(40_000)}" + (n % 997 == 0 ? new string('x', 400) : ""));
            int slot = index.FindOrAdd(id);
            slots.TryAdd(id, slot);
            slot.ShouldBe(slots[id]);
        }
        index.Count.ShouldBe(slots.Count);
        foreach ((CustomerId id, int slot) in slots)
        {
            index.Find(id).ShouldBe(slot);
            index.IdOf(slot).ShouldBe(id);
        }
        index.Find(CustomerId.User("nobody")).ShouldBe(-1);
    }

    [Fact]
    public void It_keeps_a_copy_of_the_id()
    {
        var index = new CustomerIndex();
        byte[] bytes = "u:ann"u8.ToArray();
        int slot = index.FindOrAdd(new CustomerId(bytes));
        Array.Fill(bytes, (byte)'x');
        index.IdOf(slot).ShouldBe(CustomerId.User("ann"));
    }

    [Fact]
    public void After_recovery_a_customer_that_is_new_has_nothing_saved()
    {
        var index = new CustomerIndex();
        int known = index.FindOrAdd(CustomerId.User("known"));
        index.AddsFresh = true;
        int fresh = index.FindOrAdd(CustomerId.User("fresh"));
        (index[known].Hint, index[fresh].Hint).ShouldBe((0, -1));
    }
}
