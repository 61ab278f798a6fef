using System.Text.Json;
using Actors.Engine.Seam;
using Actors.Engine.Wire;
using Actors.EventLog;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Explaining;
using Actors.Segmentation.Language.Speaking;
using Actors.Segmentation.Previewing;
using Actors.Segmentation.Records;
using Messages = Actors.Engine.Wire.Wire;

namespace Actors.Engine.Tests.Wire;

/// <summary>A message says the same after the way there.</summary>
public sealed class WireTests
{
    private static readonly CustomerView View = new(
        CustomerId.User("ann"), Exists: true, -5, 3, 17, long.MinValue, Int128.MaxValue, new byte[] { 1, 2 },
        [new MembershipView(1, 2, -3, CauseKind.Clock, null, 9), new MembershipView(4, 5, 6, CauseKind.Event, -1, null)],
        [new FeatureValue("count", new byte[] { 7 }), new FeatureValue("last", null)], 12,
        new Explanation(2, IsMember: true, 99, new Clause(
            "a and b", new Sentence("both", "les deux"), "and", null, new byte[] { 3 }, Holds: false, null, null,
            [
                new Clause("a", new Sentence("a", "à"), "=", default(ReadOnlyMemory<byte>), null, Holds: true, -7,
                    new ClauseCause(CauseKind.Event, 4, new byte[] { 5 }, new byte[] { 6 }), []),
            ])),
        new Tried(new DraftAnswer(0x8000_0001, "no luck", IsUndecided: true), Member: true));

    [Fact]
    public void A_view_of_a_customer() => ShouldArrive(Messages.CustomerView, View);

    [Fact]
    public void What_is_asked_of_a_customer() => ShouldArrive(Messages.CustomerQuery, new CustomerQuery(
        -1, 2, LookAhead: false, Explain: 4, Trial: new Trial("a", -1, new Record[] { new(1, RecordKind.Event, 5, 4, CustomerId.User("b"), default, default, default, new byte[] { 1 }) }, default), Past: true));

    [Fact]
    public void A_rule_to_try_and_what_came_of_it()
    {
        ShouldArrive(Messages.PreviewQuery, new PreviewQuery("count >= 1", -1, new PreviewCursor(1, 2, 3), 5, 3));
        ShouldArrive(Messages.PreviewPage, new PreviewPage(
            1, 2, [3, 4], 5, 6, [CustomerId.User("a")], [], [CustomerId.Account("b")], [(CustomerId.User("c"), 7)], 8, [(CustomerId.User("d"), "no luck")], null));
    }

    [Fact]
    public void A_view_of_nobody() => ShouldArrive(
        Messages.CustomerView, new CustomerView(CustomerId.User(""), Exists: false, 0, 0, 0, 0, 0, default, [], []));

    [Fact]
    public void A_page_of_customers() => ShouldArrive(
        Messages.MemberPage, new MemberPage([View, View with { Explanation = null }], CustomerId.Account("x"), 3, More: true));

    [Fact]
    public void A_message_between_partitions() => ShouldArrive(
        Messages.PeerMessage, new PeerMessage(3, 1L << 60, 7, CustomerId.Anonymous("é"), RecordKind.Alias, new byte[] { 9 }));

    [Fact]
    public void What_was_taken_and_what_was_refused()
    {
        ShouldArrive(Messages.Ack, new Ack(1, 2, 3));
        ShouldArrive(Messages.Ack, new Ack(1, 2, 3, [new RefusedItem(4, "é")]));
        ShouldArrive(Messages.Outcome, new Outcome(OutcomeKind.Done, 1, -2, default, default, new Refusal[] { new(7, "bio") }, 8,
            new Failure[] { new(7, 3, 2, "NoLuck: é") }));
    }

    [Fact]
    public void A_status_with_a_fault_and_without()
    {
        var status = new PartitionStatus(1, Ready: true, 0.25, 10, 9, 8, 7, 6, long.MaxValue, 4, "no");
        ShouldArrive(Messages.PartitionStatus, status);
        ShouldArrive(Messages.PartitionStatus, status with { Fault = null });
    }

    [Fact]
    public void Names_that_were_seen() => ShouldArrive(Messages.SeenNames, new SeenNames(["é", "Order Completed"], [], MoreEvents: true, MoreTraits: false));

    [Fact]
    public void What_segments_hear_and_tell()
    {
        var recent = new Recent(1, 2, 3);
        ShouldArrive(Messages.Partial, new Partial(1, 2, 3, 4, 5, -6, 7, 8, recent, default, [new Arrival(-1, 2, recent)]));
        var failing = new Failing(3, -2, CustomerId.User("ann"), 1, "NoLuck: é");
        ShouldArrive(Messages.Partial, new Partial(1, 2, 3, 4, 5, -6, 7, 8, recent, default, [], failing));
        ShouldArrive(Messages.SegmentView, new SegmentView(1, 2, 3, 4, 5, 6, recent, recent, [], 2, failing));
        ShouldArrive(Messages.SegmentView, new SegmentView(1, 2, 3, Int128.MinValue, 5, 6, recent, recent, [new Arrival(4, 5, default)], 2));
    }

    [Fact]
    public void What_is_torn_or_too_long_is_refused()
    {
        byte[] bytes = Messages.CustomerView.Encode(View);
        for (int length = 0; length < bytes.Length; length++)
        {
            int taken = length;
            Should.Throw<CorruptLogException>(() => Messages.CustomerView.Decode(bytes.AsMemory(0, taken)));
        }
        Should.Throw<CorruptLogException>(() => Messages.CustomerView.Decode((byte[])[.. bytes, 0]));
    }

    private static void ShouldArrive<T>(WireFormat<T> format, T message)
    {
        T arrived = format.Decode(format.Encode(message));
        JsonSerializer.Serialize(arrived).ShouldBe(JsonSerializer.Serialize(message));
        format.Encode(arrived).ShouldBe(format.Encode(message));
    }
}
