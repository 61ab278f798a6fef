using Actors.Engine.Codec;
using Actors.EventLog;
using Actors.Segmentation.Deciding;

namespace Actors.Engine.Flows;

/// <summary>The hours of one day of UTC: what is stored and held in memory as one.</summary>
internal sealed class FlowDay(long number)
{
    public const long HourMs = 3_600_000;
    private const int HoursPerDay = 24;
    private const byte Version = 1;
    private readonly FlowHour?[] _hours = new FlowHour?[HoursPerDay];

    /// <summary>Days since 1970.</summary>
    public long Number => number;

    /// <summary>Whether it holds more than its document.</summary>
    public bool IsDirty { get; set; }

    /// <summary>When it was last asked for, in turns of its owner.</summary>
    public long Used { get; set; }

    /// <summary>The day an instant (Unix milliseconds) is in; those before 1970 have negative numbers.</summary>
    public static long NumberOf(long atMs)
    {
        (long day, long rest) = Math.DivRem(atMs, HourMs * HoursPerDay);
        return rest < 0 ? day - 1 : day;
    }

    /// <summary>Hours with migrations, by their start in Unix milliseconds, ascending.</summary>
    public IEnumerable<(long StartMs, FlowHour Hour)> Hours()
    {
        for (int i = 0; i < HoursPerDay; i++)
        {
            if (_hours[i] is { } hour)
            {
                yield return ((number * HoursPerDay + i) * HourMs, hour);
            }
        }
    }

    public void Add(in Migration migration, int partition, BlockSpan block)
    {
        int i = (int)((migration.AtMs - number * HoursPerDay * HourMs) / HourMs);
        (_hours[i] ??= new FlowHour()).Add(migration, partition, block);
        IsDirty = true;
    }

    public ReadOnlyMemory<byte> Encode()
    {
        var to = new BlockWriter(1 << 10);
        to.Byte(Version);
        for (int i = 0; i < HoursPerDay; i++)
        {
            to.Byte(_hours[i] is null ? (byte)0 : (byte)1);
            _hours[i]?.Write(to);
        }
        return to.Memory;
    }

    /// <exception cref="CorruptLogException">The document is damaged, or of an unknown version.</exception>
    public static FlowDay Decode(long number, ReadOnlyMemory<byte> bytes)
    {
        var from = new BlockReader(bytes, $"Flows of day {number}");
        if (from.Byte() != Version)
        {
            throw from.Torn();
        }
        var day = new FlowDay(number);
        for (int i = 0; i < HoursPerDay; i++)
        {
            day._hours[i] = from.Byte() == 0 ? null : FlowHour.Read(ref from);
        }
        return day;
    }
}
