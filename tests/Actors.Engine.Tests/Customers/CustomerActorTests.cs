using Actors.Conformance.Shops;
using Actors.Engine.Customers;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Engine.Tests.Customers;

/// <summary>One customer among callers that repeat themselves, come late, or own it no more.</summary>
public sealed class CustomerActorTests
{
    private static readonly CustomerId Ann = CustomerId.User("ann");
    private readonly Saved _saved = new();

    [Fact]
    public async Task The_same_turn_again_gets_the_same_answer()
    {
        CustomerActor actor = Actor();
        Outcome first = Owned(await actor.Apply(Turn(1, 0, Order(5))));
        Outcome again = await actor.Apply(Turn(1, 0, Order(5)));
        first.Migrations.Length.ShouldBe(2);
        Text(again).ShouldBe(Text(first));
    }

    [Fact]
    public async Task A_turn_that_comes_late_does_not_displace_the_kept_answer()
    {
        CustomerActor actor = Actor();
        await actor.Apply(Turn(1, 0, Order(5)));
        Outcome second = Owned(await actor.Apply(Turn(1, 5, Order(6, 500))));
        second.Migrations.Length.ShouldBe(2);
        // The first one was on its way all the while.
        (await actor.Apply(Turn(1, 0, Order(5)))).Migrations.Length.ShouldBe(0);
        Text(await actor.Apply(Turn(1, 5, Order(6, 500)))).ShouldBe(Text(second));
    }

    [Fact]
    public async Task The_kept_answer_does_not_lean_on_the_memory_of_the_first_call()
    {
        CustomerActor actor = Actor();
        Record record = Order(5);
        byte[] messageId = record.MessageId.ToArray();
        Outcome first = Owned(await actor.Apply(Turn(1, 0, record with { MessageId = messageId })));
        string text = Text(first);
        Array.Fill(messageId, (byte)'?');
        Text(await actor.Apply(Turn(1, 0, Order(5)))).ShouldBe(text);
    }

    [Fact]
    public async Task Customers_that_share_a_thread_keep_their_answers_apart()
    {
        var shared = new Deciders(new OneCatalog());
        CustomerActor one = Actor(deciders: shared);
        CustomerActor other = Actor(deciders: shared);
        Outcome first = await one.Apply(Turn(1, 0, Order(5)));
        string text = Text(first);
        await other.Apply(Turn(1, 0, Order(9, 500), Order(10)));
        Text(first).ShouldBe(text);
        Text(await one.Apply(Turn(1, 0, Order(5)))).ShouldBe(text);
    }

    [Fact]
    public async Task A_customer_that_lacks_records_says_from_where()
    {
        CustomerActor actor = Actor();
        await actor.Apply(Turn(1, 0, Order(5)));
        Outcome behind = await actor.Apply(Turn(1, 7, Order(8)));
        (behind.Kind, behind.Applied).ShouldBe((OutcomeKind.Behind, 5));
        (await actor.Apply(Turn(1, 7))).Kind.ShouldBe(OutcomeKind.Behind);
        (await actor.Apply(Turn(1, 5))).Kind.ShouldBe(OutcomeKind.Done);
    }

    [Fact]
    public async Task A_new_owner_starts_from_what_was_saved_and_the_one_before_is_fenced()
    {
        CustomerActor actor = Actor();
        await actor.Apply(Turn(4, 0, Order(5)));
        (await actor.Flush(4, 5)).ShouldBe(5);
        await actor.Apply(Turn(4, 5, Order(6, 500)));

        Outcome decided = await actor.Apply(Turn(9, 5, Order(6, 500)));
        decided.Migrations.Length.ShouldBe(2);
        (await actor.Apply(Turn(4, 6, Order(7)))).Kind.ShouldBe(OutcomeKind.Fenced);
        (await actor.Flush(4, 6)).ShouldBe(0);
        Should.Throw<PartitionUnavailableException>(() => actor.Read(4, new CustomerQuery(100, 1)).AsTask().GetAwaiter().GetResult());
    }

    [Fact]
    public async Task What_the_owner_before_left_in_memory_is_never_saved_nor_shown_to_the_next()
    {
        CustomerActor actor = Actor();
        await actor.Apply(Turn(4, 0, Order(5)));
        (await actor.Flush(9, 100)).ShouldBe(0);
        _saved.State.ShouldBeNull();

        actor = Actor();
        await actor.Apply(Turn(4, 0, Order(5)));
        (await actor.Read(9, new CustomerQuery(100, 1))).Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task A_state_that_holds_what_is_not_published_is_not_saved()
    {
        CustomerActor actor = Actor();
        await actor.Apply(Turn(1, 0, Order(5)));
        (await actor.Flush(1, 4)).ShouldBe(0);
        _saved.State.ShouldBeNull();
    }

    [Fact]
    public async Task Adopting_what_was_published_gives_the_state_that_deciding_gave()
    {
        CustomerActor decided = Actor();
        Outcome outcome = Owned(await decided.Apply(Turn(1, 0, Order(5), Order(6, 500))));
        var memory = new ArrayMemory();
        CustomerActor adopted = Actor(memory);
        Outcome quiet = await adopted.Apply(Turn(1, 0, Order(5), Order(6, 500)) with { Facts = outcome.Migrations, FactsUpTo = 6 });
        quiet.Migrations.Length.ShouldBe(0);
        CustomerView a = await decided.Read(1, new CustomerQuery(100, 1));
        CustomerView b = await adopted.Read(1, new CustomerQuery(100, 1));
        b.Memberships.ShouldBe(a.Memberships);
        (b.Sequence, b.Applied).ShouldBe((a.Sequence, a.Applied));
    }

    private static Record Order(long position, decimal revenue = 1)
    {
        IngestItem item = Calls.Order("ann", 10 + position, revenue, $"m{position}");
        return new Record(position, item.Kind, item.TimestampMs, item.TimestampMs, Ann, item.Event, item.MessageId, item.Source, item.Body);
    }

    private static Turn Turn(long epoch, long previous, params Record[] records) => new(epoch, previous, 1, records, default, 0);

    private static Outcome Owned(Outcome outcome) =>
        outcome with { Migrations = outcome.Migrations.ToArray(), Changes = outcome.Changes.ToArray() };

    private static string Text(Outcome outcome) =>
        $"{outcome.Kind} {outcome.Applied} {outcome.DueAtMs} " + string.Join(';', outcome.Migrations.ToArray().Select(m =>
            $"{m.Position}/{m.Ordinal} {m.Customer} {m.Sequence} {m.Unit} {m.To} {System.Text.Encoding.UTF8.GetString(m.MessageId.Span)}"))
        + string.Join(';', outcome.Changes.ToArray());

    private CustomerActor Actor(ArrayMemory? memory = null, Deciders? deciders = null)
    {
        var actor = new CustomerActor(deciders ?? new Deciders(new OneCatalog()), _saved);
        actor.Bind(Ann, memory ?? new ArrayMemory());
        return actor;
    }

    private sealed class OneCatalog : ICatalogSource
    {
        private readonly Catalog _catalog = Catalog.Compile(
            TwiceCatalog.Of(TwiceRule.Buyer, TwiceRule.Recent, TwiceRule.Frequent, TwiceRule.Big).Definition, Catalog.Empty, 1).Catalog!;

        public Catalog Get(int version) => version == 0 ? Catalog.Empty : _catalog;
    }

    private sealed class Saved : ICustomerStates
    {
        public StoredState? State { get; private set; }

        public ValueTask<StoredState?> Load(CustomerId id) => new(State);

        public ValueTask Save(CustomerId id, long applied, ReadOnlySpan<long> words)
        {
            State = StateBytes.Of(applied, words);
            return default;
        }
    }
}
