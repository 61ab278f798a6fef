using System.Runtime.InteropServices;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.State;

/// <summary>Walks the entries of a series of values: instant, a word with the value's length and whether it begins an event, the bytes.</summary>
internal ref struct ValueWalk(ReadOnlySpan<long> region)
{
    private const long FirstOfEventBit = 1L << 32;

    private readonly ReadOnlySpan<long> _region = region;
    private int _next;

    /// <summary>Where the current entry begins, in words.</summary>
    public int At { get; private set; }

    public readonly long Time => _region[At];

    /// <summary>Whether this row is the first of its event.</summary>
    public readonly bool IsFirstOfEvent => (_region[At + 1] & FirstOfEventBit) != 0;

    public readonly DocValue Value => new(Bytes);

    public readonly ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(_region[(At + 2)..])[..(int)_region[At + 1]];

    /// <summary>Words of the current entry.</summary>
    public readonly int Size => _next - At;

    public bool MoveNext()
    {
        if (_next >= _region.Length) return false;
        At = _next;
        _next += WordsFor((int)_region[At + 1]);
        return true;
    }

    public static int WordsFor(int bytes) => 2 + (bytes + 7) / 8;

    public static long Header(int bytes, bool firstOfEvent) => (uint)bytes | (firstOfEvent ? FirstOfEventBit : 0);
}
