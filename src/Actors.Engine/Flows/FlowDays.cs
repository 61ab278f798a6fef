using System.Globalization;
using Actors.Engine.Codec;
using Actors.EventLog;

namespace Actors.Engine.Flows;

/// <summary>
/// The days of the roll-up and the outbox positions they are folded up to: durable together as documents, a few in memory. One caller at a
/// time.
/// </summary>
internal sealed class FlowDays(IEventStore store)
{
    private const string Prefix = "flows/day/";
    private const string PositionsName = "flows/positions";
    private const int OpenMax = 64;
    private readonly Dictionary<long, FlowDay> _open = [];
    private readonly SortedSet<long> _known = [];
    private long _turn;

    /// <summary>By partition, the outbox position up to which everything is counted.</summary>
    public long[] Folded { get; } = new long[store.Info.Partitions];

    /// <summary>More is in memory than should be: time to save, and to let go what is saved.</summary>
    public bool IsFull => _open.Count > OpenMax;

    public async ValueTask Load()
    {
        foreach (string name in await store.Documents.List(Prefix))
        {
            _known.Add(long.Parse(name.AsSpan(Prefix.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        }
        if (await store.Documents.Get(PositionsName) is not { } bytes)
        {
            return;
        }
        for (int p = 0, at = 0; p < Folded.Length; p++)
        {
            Folded[p] = Next(bytes, ref at);
        }
    }

    /// <summary>The days in a span of time that may have migrations, ascending.</summary>
    public long[] Within(long fromMs, long toMs) => [.. _known.GetViewBetween(FlowDay.NumberOf(fromMs), FlowDay.NumberOf(toMs - 1))];

    public async ValueTask<FlowDay> Open(long number)
    {
        if (!_open.TryGetValue(number, out FlowDay? day))
        {
            ReadOnlyMemory<byte>? saved = _known.Contains(number) ? await store.Documents.Get(NameOf(number)) : null;
            day = saved is { } bytes ? FlowDay.Decode(number, bytes) : new FlowDay(number);
            _open[number] = day;
            _known.Add(number);
        }
        day.Used = ++_turn;
        return day;
    }

    /// <summary>Writes what changed, all or nothing.</summary>
    public async ValueTask Save()
    {
        FlowDay[] dirty = [.. _open.Values.Where(day => day.IsDirty)];
        if (dirty.Length == 0)
        {
            return;
        }
        await store.Documents.Put(
            [.. dirty.Select(day => (NameOf(day.Number), (ReadOnlyMemory<byte>?)day.Encode())), (PositionsName, Positions())]);
        foreach (FlowDay day in dirty)
        {
            day.IsDirty = false;
        }
    }

    /// <summary>Lets the saved days go that were not asked for the longest.</summary>
    public void Trim()
    {
        if (!IsFull)
        {
            return;
        }
        foreach (FlowDay day in _open.Values.Where(day => !day.IsDirty).OrderBy(day => day.Used).Take(_open.Count - OpenMax).ToArray())
        {
            _open.Remove(day.Number);
        }
    }

    private ReadOnlyMemory<byte> Positions()
    {
        var to = new BlockWriter(Folded.Length * 10);
        foreach (long position in Folded)
        {
            to.Unsigned(position);
        }
        return to.Memory;
    }

    private static long Next(ReadOnlyMemory<byte> bytes, ref int at)
    {
        var from = new BlockReader(bytes[at..], PositionsName);
        long position = from.Long();
        at += from.At;
        return position;
    }

    private static string NameOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D6}");
}
