using Actors.Cluster.Grains;
using Actors.Conformance.Shops;
using Actors.Engine.Customers;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Cluster.Tests.Grains;

public sealed class PackedMemoryTests
{
    private const int Turns = 40;
    private static readonly CustomerId Ann = CustomerId.User("ann");

    [Fact]
    public async Task A_customer_whose_state_is_packed_after_each_turn_decides_as_any_other()
    {
        var packed = new PackedMemory();
        CustomerActor one = Over(packed);
        CustomerActor other = Over(new ArrayMemory());
        for (int n = 1; n <= Turns; n++)
        {
            Record[] records = [Order(2 * n), Order(2 * n + 1)];
            Outcome of = await one.Apply(new Turn(1, 2 * n - 2, 1, records, default, 0));
            packed.Close();
            Outcome expected = await other.Apply(new Turn(1, 2 * n - 2, 1, records, default, 0));
            (of.Kind, of.Applied, of.DueAtMs).ShouldBe((expected.Kind, expected.Applied, expected.DueAtMs));
            of.Migrations.ToArray().ShouldBe(expected.Migrations.ToArray());
        }
        CustomerView view = await one.Read(1, new CustomerQuery(1_000, 1));
        packed.Close();
        CustomerView like = await other.Read(1, new CustomerQuery(1_000, 1));
        (view.Sequence, view.Applied).ShouldBe((like.Sequence, like.Applied));
        view.Memberships.ShouldBe(like.Memberships);
    }

    [Fact]
    public async Task What_was_saved_is_there_again_and_nothing_where_nothing_was()
    {
        var words = new ArrayMemory();
        CustomerActor actor = Over(words);
        await actor.Apply(new Turn(1, 0, 1, new[] { Order(1) }, default, 0));
        var packed = new PackedMemory();
        packed.Restore(null);
        packed.Words.IsEmpty.ShouldBeTrue();
        packed.Close();
        packed.Restore(StateBytes.Of(1, words.Words));
        StateBytes.Of(1, packed.Words).Payload.ToArray().ShouldBe(StateBytes.Of(1, words.Words).Payload.ToArray());
        packed.Close();
        packed.Restore(null);
        packed.Words.IsEmpty.ShouldBeTrue();
    }

    private static CustomerActor Over(IStateMemory memory)
    {
        var actor = new CustomerActor(new Deciders(new OneCatalog()), new NothingSaved());
        actor.Bind(Ann, memory);
        return actor;
    }

    private static Record Order(long position)
    {
        IngestItem item = Calls.Order("ann", 10 + position, position, $"m{position}");
        return new Record(position, item.Kind, item.TimestampMs, item.TimestampMs, Ann, item.Event, item.MessageId, item.Source, item.Body);
    }

    private sealed class OneCatalog : ICatalogSource
    {
        private readonly Catalog _catalog = Catalog.Compile(TwiceCatalog.Full.Definition, Catalog.Empty, 1).Catalog!;

        public Catalog Get(int version) => version == 0 ? Catalog.Empty : _catalog;
    }

    private sealed class NothingSaved : ICustomerStates
    {
        public ValueTask<StoredState?> Load(CustomerId id) => new((StoredState?)null);

        public ValueTask Save(CustomerId id, long applied, ReadOnlySpan<long> words) => default;
    }
}
