using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;

namespace Actors.Engine.Tests.Partitions;

/// <summary>Names of events and traits, as customers bring them.</summary>
public sealed class NameCollectorTests
{
    [Fact]
    public void Each_name_is_kept_once_and_comes_back_from_its_document()
    {
        var names = new NameCollector(3);
        names.See([Event("B"), Event("A"), Event("B"), Event(""), Traits("""{"city":"Paris","plan":null}"""), Traits("""{"city":1}""")]);
        Check(names.Seen);
        var restored = new NameCollector(3);
        restored.Decode(names.Encode());
        Check(restored.Seen);
        restored.See([Event("C"), Event("A")]);
        restored.Seen.Events.ShouldBe(["A", "B", "C"]);

        static void Check(SeenNames seen)
        {
            seen.Events.ShouldBe(["A", "B"]);
            seen.Traits.ShouldBe(["city", "plan"]);
            (seen.MoreEvents, seen.MoreTraits).ShouldBe((false, false));
        }
    }

    [Fact]
    public void Beyond_the_bound_it_says_that_there_are_more()
    {
        var names = new NameCollector(0);
        for (int i = 0; i < NameCollector.EventsMax; i++)
        {
            names.See([Event(i.ToString(CultureInfo.InvariantCulture))]);
        }
        names.Seen.MoreEvents.ShouldBeFalse();
        int size = names.Size;
        names.See([Event("one more")]);
        names.Size.ShouldBe(size + 1);
        var restored = new NameCollector(0);
        restored.Decode(names.Encode());
        restored.Seen.MoreEvents.ShouldBeTrue();
        restored.Seen.MoreTraits.ShouldBeFalse();
        restored.Seen.Events.Count.ShouldBe(NameCollector.EventsMax);
    }

    private static Record Event(string name) =>
        new(1, RecordKind.Event, 0, 0, CustomerId.User("ann"), Encoding.UTF8.GetBytes(name), default, default, default);

    private static Record Traits(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($$"""{"traits":{{json}} }"""));
        reader.Read();
        var body = new ArrayBufferWriter<byte>();
        DocWriter.TryWrite(ref reader, body, out _).ShouldBeTrue();
        return new Record(1, RecordKind.Identify, 0, 0, CustomerId.User("ann"), default, default, default, body.WrittenMemory);
    }
}
