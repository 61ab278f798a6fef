using Actors.Engine.Codec;
using Actors.Engine.Seam;

namespace Actors.Engine.Wire;

/// <summary>What is told to segments, and what they tell.</summary>
internal static class WireSegments
{
    public static void Write(BlockWriter to, Partial partial)
    {
        to.Signed(partial.Partition);
        to.Unsigned(partial.Epoch);
        to.Unsigned(partial.Position);
        to.Signed(partial.AsOfMs);
        to.Signed(partial.Members);
        to.Wide(partial.SpendMillionths);
        to.Signed(partial.Entries);
        to.Signed(partial.Exits);
        Write(to, partial.RecentEntries);
        Write(to, partial.RecentExits);
        to.List(partial.Arrivals, Write);
        Write(to, partial.Failing);
    }

    public static Partial ReadPartial(ref BlockReader from) => new(
        from.Int(), from.Long(), from.Long(), from.Signed(), from.Signed(), from.Wide(), from.Signed(), from.Signed(),
        ReadRecent(ref from), ReadRecent(ref from), from.List(ReadArrival), ReadFailing(ref from));

    public static void Write(BlockWriter to, SegmentView view)
    {
        to.Signed(view.Segment);
        to.Signed(view.AsOfMs);
        to.Signed(view.Members);
        to.Wide(view.SpendMillionths);
        to.Signed(view.Entries);
        to.Signed(view.Exits);
        Write(to, view.RecentEntries);
        Write(to, view.RecentExits);
        to.List(view.Arrivals, Write);
        to.Signed(view.PartitionsMissing);
        Write(to, view.Failing);
    }

    public static SegmentView ReadView(ref BlockReader from) => new(
        from.Int(), from.Signed(), from.Signed(), from.Wide(), from.Signed(), from.Signed(), ReadRecent(ref from), ReadRecent(ref from),
        from.List(ReadArrival), from.Int(), ReadFailing(ref from));

    private static void Write(BlockWriter to, Failing? failing)
    {
        to.Flag(failing is not null);
        if (failing is { } some)
        {
            to.Unsigned(some.Count);
            to.Signed(some.AtMs);
            to.Id(some.Customer);
            to.Unsigned(some.Position);
            to.Text(some.Error);
        }
    }

    private static Failing? ReadFailing(ref BlockReader from) =>
        from.Flag() ? new Failing(from.Long(), from.Signed(), from.Id(), from.Long(), from.Text()) : null;

    private static void Write(BlockWriter to, Recent recent)
    {
        to.Signed(recent.Minute);
        to.Signed(recent.Hour);
        to.Signed(recent.Day);
    }

    private static Recent ReadRecent(ref BlockReader from) => new(from.Signed(), from.Signed(), from.Signed());

    private static void Write(BlockWriter to, Arrival arrival)
    {
        to.Signed(arrival.From);
        to.Signed(arrival.Total);
        Write(to, arrival.Recent);
    }

    private static Arrival ReadArrival(ref BlockReader from) => new(from.Int(), from.Signed(), ReadRecent(ref from));
}
