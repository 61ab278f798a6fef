using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Actors.EventLog.Deduplication;

/// <summary>
/// A set of fingerprints in one flat array (open addressing, linear probing): 16 bytes a place, no object per entry. A
/// fingerprint is a hash already, so its low bits are the place. The array is rented: a table lives for one checkpoint,
/// and fresh memory costs more than what is done with it.
/// </summary>
internal sealed class FingerprintTable
{
    private const int PlacesMin = 64;
    private UInt128[] _places = Rent(PlacesMin);

    public int Count { get; private set; }

    /// <summary>Earliest and latest instant of what was added, Unix milliseconds.</summary>
    public long FromMs { get; private set; } = long.MaxValue;

    public long ToMs { get; private set; } = long.MinValue;

    public bool Contains(UInt128 fingerprint)
    {
        fingerprint = NotZero(fingerprint);
        return _places[PlaceOf(_places, fingerprint)] == fingerprint;
    }

    /// <summary>Which of several are here, a bit for each from the lowest on. Each waits for memory: here they wait together.</summary>
    public ulong Contains(ReadOnlySpan<UInt128> fingerprints)
    {
        var known = 0UL;
        for (var taken = Taken(fingerprints); taken != 0; taken &= taken - 1)
        {
            var i = BitOperations.TrailingZeroCount(taken);
            known |= Contains(fingerprints[i]) ? 1UL << i : 0;
        }

        return known;
    }

    public bool TryAdd(UInt128 fingerprint, long receivedAtMs)
    {
        if (!TryPlace(NotZero(fingerprint))) return false;
        Spans(receivedAtMs, receivedAtMs);
        return true;
    }

    /// <summary>Adds several, at most <see cref="IFingerprints.TogetherMax"/>; those that are here already stay.</summary>
    public void Add(ReadOnlySpan<UInt128> fingerprints, long fromMs, long toMs)
    {
        // Only so that where they will lie is fetched.
        _ = Taken(fingerprints);
        foreach (var fingerprint in fingerprints) TryPlace(NotZero(fingerprint));
        Spans(fromMs, toMs);
    }

    public void AddAll(FingerprintTable other)
    {
        foreach (var fingerprint in other._places)
        {
            if (fingerprint != UInt128.Zero) TryPlace(fingerprint);
        }

        Spans(other.FromMs, other.ToMs);
    }

    public UInt128[] ToSorted()
    {
        var sorted = new UInt128[Count];
        var next = 0;
        foreach (var fingerprint in _places)
        {
            if (fingerprint != UInt128.Zero) sorted[next++] = fingerprint;
        }

        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>Gives the array back. Nobody may ask or add any more.</summary>
    public void Free() => ArrayPool<UInt128>.Shared.Return(_places);

    /// <summary>Zero marks a free place, so that one fingerprint in 2^128 goes by another name.</summary>
    public static UInt128 NotZero(UInt128 fingerprint) => fingerprint == UInt128.Zero ? UInt128.One : fingerprint;

    /// <summary>Of several, those whose first place is taken. Asked in a row, they wait for memory together.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong Taken(ReadOnlySpan<UInt128> fingerprints)
    {
        var taken = 0UL;
        for (var i = 0; i < fingerprints.Length; i++)
        {
            var place = _places[(int)(ulong)NotZero(fingerprints[i]) & (_places.Length - 1)];
            taken |= place != UInt128.Zero ? 1UL << i : 0;
        }

        return taken;
    }

    private bool TryPlace(UInt128 fingerprint)
    {
        var place = PlaceOf(_places, fingerprint);
        if (_places[place] == fingerprint) return false;
        _places[place] = fingerprint;
        Count++;
        if (Count > _places.Length / 5 * 4) Grow();
        return true;
    }

    private void Spans(long fromMs, long toMs) => (FromMs, ToMs) = (Math.Min(FromMs, fromMs), Math.Max(ToMs, toMs));

    private static int PlaceOf(UInt128[] places, UInt128 fingerprint)
    {
        var mask = places.Length - 1;
        var place = (int)(ulong)fingerprint & mask;
        while (places[place] != UInt128.Zero && places[place] != fingerprint) place = (place + 1) & mask;
        return place;
    }

    private void Grow()
    {
        var places = Rent(_places.Length * 2);
        foreach (var fingerprint in _places)
        {
            if (fingerprint != UInt128.Zero) places[PlaceOf(places, fingerprint)] = fingerprint;
        }

        ArrayPool<UInt128>.Shared.Return(_places);
        _places = places;
    }

    // A power of two, which the pool keeps to.
    private static UInt128[] Rent(int places)
    {
        var rented = ArrayPool<UInt128>.Shared.Rent(places);
        Array.Clear(rented);
        return rented;
    }
}
