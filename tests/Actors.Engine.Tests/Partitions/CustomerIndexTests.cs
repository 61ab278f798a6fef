using Actors.Engine.Partitions;
using Actors.Engine.Seam;
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
    public void Several_are_found_together_as_each_alone()
    {
        var index = new CustomerIndex();
        var dice = new Random(2);
        for (int n = 0; n < 20_000; n++)
        {
            index.FindOrAdd(CustomerId.User($"{n}"));
        }
        for (int round = 0; round < 500; round++)
        {
            CustomerId[] ids = [.. Enumerable.Range(0, dice.Next(CustomerIndex.TogetherMax + 1)).Select(_ => CustomerId.User($"{dice.Next(40_000)}"))];
            int[] slots = new int[CustomerIndex.TogetherMax];
            index.Find([.. ids.Select(Item)], slots);
            slots[..ids.Length].ShouldBe(ids.Select(index.Find));
        }

        static IngestItem Item(CustomerId id) => new(RecordKind.Event, id, 0, 0, default, default, default, default, false);
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

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(45)]
    [InlineData(5_000)]
    public void Pages_hold_everybody_once_in_an_order_that_depends_on_the_ids_alone(int customers)
    {
        List<string> ids = [.. Enumerable.Range(0, customers).Select(n => $"{n}")];
        List<CustomerId> order = Pages(Filled(ids), 7);
        order.ShouldBe(ids.Select(CustomerId.User), ignoreOrder: true);
        ids.Reverse();
        CustomerIndex other = Filled(ids.Concat(Enumerable.Range(0, 3_000).Select(n => $"x{n}")));
        Pages(other, 1_000).Where(id => !id.ToString().Contains('x', StringComparison.Ordinal)).ShouldBe(order);
    }

    [Fact]
    public void However_customers_lie_in_the_table_no_page_misses_one()
    {
        // As many as the smallest table takes: many find their place taken, some of them only at the other end of the table.
        for (int trial = 0; trial < 200; trial++)
        {
            List<string> ids = [.. Enumerable.Range(0, 42).Select(n => $"{trial}-{n}")];
            Pages(Filled(ids), 1 + trial % 3).ShouldBe(ids.Select(CustomerId.User), ignoreOrder: true);
        }
    }

    [Fact]
    public void The_order_is_the_one_that_logs_name_slices_by()
    {
        string[] order = ["customer-0002", "ann", "customer-0001", "bob", "c3", "zoe", "c1", "c2"];
        List<CustomerId> found = Pages(Filled(order.Order(StringComparer.Ordinal)), 3);
        found.Select(id => id.ToString()).ShouldBe(order);
        for (int n = 1; n < found.Count; n++)
        {
            CustomerIndex.Follows(found[n], found[n - 1]).ShouldBeTrue();
            CustomerIndex.Follows(found[n - 1], found[n]).ShouldBeFalse();
        }
    }

    [Fact]
    public void Of_whom_nothing_was_applied_is_on_no_page()
    {
        CustomerIndex index = Filled(["a", "b"]);
        index.FindOrAdd(CustomerId.User("c"));
        Pages(index, 1).ShouldBe([CustomerId.User("a"), CustomerId.User("b")], ignoreOrder: true);
    }

    private static CustomerIndex Filled(IEnumerable<string> ids)
    {
        var index = new CustomerIndex();
        foreach (string id in ids)
        {
            index[index.FindOrAdd(CustomerId.User(id))].LastPosition = 1;
        }
        return index;
    }

    private static List<CustomerId> Pages(CustomerIndex index, int size)
    {
        var ids = new List<CustomerId>();
        for (int[] page = index.After(default, size); page.Length > 0; page = index.After(ids[^1], size))
        {
            page.Length.ShouldBeLessThanOrEqualTo(size);
            ids.AddRange(page.Select(index.IdOf));
        }
        return ids;
    }
}
