using System.Buffers;

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

    public bool TryAdd(UInt128 fingerprint, long receivedAtMs)
    {
        fingerprint = NotZero(fingerprint);
        var place = PlaceOf(_places, fingerprint);
        if (_places[place] == fingerprint) return false;
        _places[place] = fingerprint;
        Count++;
        FromMs = Math.Min(FromMs, receivedAtMs);
        ToMs = Math.Max(ToMs, receivedAtMs);
        if (Count > _places.Length / 5 * 4) Grow();
        return true;
    }

    public void AddAll(FingerprintTable other)
    {
        foreach (var fingerprint in other._places)
        {
            if (fingerprint != UInt128.Zero) TryAdd(fingerprint, other.FromMs);
        }

        FromMs = Math.Min(FromMs, other.FromMs);
        ToMs = Math.Max(ToMs, other.ToMs);
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
