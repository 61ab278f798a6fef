using System.Runtime.InteropServices;
using Actors.Engine.Customers;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Engine.Tests.Customers;

public sealed class StateBytesTests
{
    [Fact]
    public void What_this_version_and_those_before_it_saved_comes_back()
    {
        long[] words = Words();
        Restored(StateBytes.Of(5, words)).ShouldBe(words);
        Restored(AsEarlier(words)).ShouldBe(words);
        StateBytes.Packed(AsEarlier(words)).SequenceEqual(StateBytes.Of(5, words).Payload.Span).ShouldBeTrue();
    }

    [Fact]
    public void Nothing_saved_is_an_empty_state()
    {
        var memory = new ArrayMemory(Words());
        StateBytes.Restore(memory, null);
        memory.Words.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_damaged_state_is_refused()
    {
        byte[] half = StateBytes.Of(5, Words()).Payload.Span[..40].ToArray();
        Should.Throw<CorruptLogException>(() => StateBytes.Restore(new ArrayMemory(), new StoredState(5, half)));
        Should.Throw<CorruptLogException>(() => StateBytes.Restore(new ArrayMemory(), new StoredState(5, new byte[13])));
    }

    private static StoredState AsEarlier(long[] words) => new(5, MemoryMarshal.AsBytes(words.AsSpan()).ToArray());

    private static long[] Restored(StoredState state)
    {
        var memory = new ArrayMemory();
        StateBytes.Restore(memory, state);
        return memory.Words.ToArray();
    }

    private static long[] Words()
    {
        CatalogDefinition definition = new([new SegmentDefinition("often", "Often", "count(\"Visit\" in 30d) >= 2")], []);
        Decider decider = new(Catalog.Compile(definition, CatalogNumbers.Empty, 1).Catalog!);
        var memory = new ArrayMemory();
        CustomerId ann = CustomerId.User("ann");
        for (int n = 1; n <= 5; n++)
        {
            decider.Apply(memory, new Record(n, RecordKind.Event, n * 1_000, n * 1_000, ann, "Visit"u8.ToArray(), default, default, default), new DecisionSink());
        }
        return memory.Words[..new CustomerReader(Catalog.Empty, memory.Words).UsedWords].ToArray();
    }
}
