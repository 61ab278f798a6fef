using System.Text;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.State;

/// <summary>Merges what an <c>identify</c> says into the traits of a state: per top-level key the greatest (timestamp, receivedAt, source,
/// log order) wins; a null that wins deletes, and leaves a mark so that older late values stay deleted.</summary>
/// <remarks>
/// Region: the live traits as one object; number of stamps, stamps (timestamp, receivedAt − timestamp, source); the stamp of each live
/// trait, in the object's order; number of marks, marks (key, stamp). All numbers are varints. Reused; not thread-safe.
/// </remarks>
internal sealed class TraitMerge
{
    /// <summary>The most bytes of keys and values kept of one customer. Of an <c>identify</c> that would go beyond, nothing is kept.</summary>
    public const int BytesMax = 64 * 1024;

    private readonly DocBuilder _live = new();
    private readonly List<Entry> _entries = [];
    private readonly List<Stamp> _stamps = [];
    private byte[] _old = new byte[1024];
    private byte[] _new = new byte[1024];
    private byte[] _incoming = [];
    private int _length;
    private int _bytes;
    private int _usedStamps;

    /// <summary>One trait or mark; key and value lie in the old region, or in the record.</summary>
    private struct Entry
    {
        public bool IsNew;
        public int KeyStart;
        public int KeyLength;
        public int ValueStart;

        /// <summary>0 for a mark.</summary>
        public int ValueLength;
        public int Stamp;
    }

    private struct Stamp
    {
        public long TimestampMs;
        public long ReceivedAtMs;
        public bool IsNew;
        public int SourceStart;
        public int SourceLength;
        public int Uses;
        public int Index;
    }

    /// <summary>Merges; <paramref name="changed"/> is called with each top-level key that won.</summary>
    /// <returns>Null; or the largest of the traits brought, where they do not fit: then nothing has changed.</returns>
    public string? Apply(
        ref Block block, scoped ReadOnlySpan<byte> traits, long timestampMs, long receivedAtMs, scoped ReadOnlySpan<byte> source,
        Action<ReadOnlySpan<byte>> changed)
    {
        Load(StateFormat.Bytes(block.Words, StateFormat.TraitsRegion));
        if (_incoming.Length < traits.Length + source.Length) _incoming = new byte[(traits.Length + source.Length) * 2];
        traits.CopyTo(_incoming);
        source.CopyTo(_incoming.AsSpan(traits.Length));
        int stamp = _stamps.Count;
        _stamps.Add(new Stamp
        {
            TimestampMs = timestampMs,
            ReceivedAtMs = receivedAtMs,
            IsNew = true,
            SourceStart = traits.Length,
            SourceLength = source.Length,
        });
        bool any = false;
        foreach (DocMember member in new DocValue(_incoming.AsSpan(0, traits.Length))) any |= Take(member, stamp);
        if (!any) return null;
        if (_bytes > BytesMax) return LargestBrought();
        foreach (Entry entry in _entries)
        {
            if (entry.IsNew) changed(Key(entry));
        }
        Write();
        block.SetBytes(StateFormat.TraitsRegion, _new.AsSpan(0, _length));
        return null;
    }

    private string LargestBrought()
    {
        Entry largest = default;
        foreach (Entry entry in _entries)
        {
            if (entry.IsNew && entry.KeyLength + entry.ValueLength > largest.KeyLength + largest.ValueLength) largest = entry;
        }
        return Encoding.UTF8.GetString(Key(largest));
    }

    private void Load(ReadOnlySpan<byte> region)
    {
        _entries.Clear();
        _stamps.Clear();
        _bytes = 0;
        if (region.IsEmpty) return;
        if (_old.Length < region.Length) _old = new byte[region.Length * 2];
        region.CopyTo(_old);
        int at = DocFormat.Size(region);
        for (int count = (int)DocFormat.ReadVarint(_old, ref at); count > 0; count--)
        {
            long timestamp = DocFormat.UnZigZag(DocFormat.ReadVarint(_old, ref at));
            long received = timestamp + DocFormat.UnZigZag(DocFormat.ReadVarint(_old, ref at));
            int length = (int)DocFormat.ReadVarint(_old, ref at);
            _stamps.Add(new Stamp { TimestampMs = timestamp, ReceivedAtMs = received, SourceStart = at, SourceLength = length });
            at += length;
        }
        foreach (DocMember member in new DocValue(_old))
        {
            int key = OffsetOf(_old, member.Key), value = OffsetOf(_old, member.Value.Raw);
            Add(false, key, member.Key.Length, value, member.Value.Raw.Length, (int)DocFormat.ReadVarint(_old, ref at));
        }
        for (int count = (int)DocFormat.ReadVarint(_old, ref at); count > 0; count--)
        {
            int length = (int)DocFormat.ReadVarint(_old, ref at);
            int key = at;
            at += length;
            Add(false, key, length, 0, 0, (int)DocFormat.ReadVarint(_old, ref at));
        }
    }

    private bool Take(DocMember member, int stamp)
    {
        bool isMark = member.Value.Kind == DocKind.Null;
        int index = Find(member.Key);
        int size = member.Key.Length + (isMark ? 0 : member.Value.Raw.Length);
        int before = index < 0 ? 0 : _entries[index].KeyLength + _entries[index].ValueLength;
        if (index >= 0 && !Wins(_stamps[stamp], _stamps[_entries[index].Stamp])) return false;
        Entry entry = new()
        {
            IsNew = true,
            KeyStart = OffsetOf(_incoming, member.Key),
            KeyLength = member.Key.Length,
            ValueStart = isMark ? 0 : OffsetOf(_incoming, member.Value.Raw),
            ValueLength = isMark ? 0 : member.Value.Raw.Length,
            Stamp = stamp,
        };
        _bytes += size - before;
        if (index >= 0) _entries[index] = entry;
        else _entries.Add(entry);
        return true;
    }

    private int Find(ReadOnlySpan<byte> key)
    {
        for (int i = 0; i < _entries.Count; i++)
        {
            if (Key(_entries[i]).SequenceEqual(key)) return i;
        }
        return -1;
    }

    /// <summary>Equal stamps: the later in the log wins.</summary>
    private bool Wins(in Stamp incoming, in Stamp kept)
    {
        if (incoming.TimestampMs != kept.TimestampMs) return incoming.TimestampMs > kept.TimestampMs;
        if (incoming.ReceivedAtMs != kept.ReceivedAtMs) return incoming.ReceivedAtMs > kept.ReceivedAtMs;
        return Source(incoming).SequenceCompareTo(Source(kept)) >= 0;
    }

    private void Write()
    {
        NumberStamps();
        _live.Clear();
        _live.BeginObject();
        foreach (Entry entry in _entries)
        {
            if (entry.ValueLength == 0) continue;
            _live.Key(Key(entry));
            _live.Copy((entry.IsNew ? _incoming : _old).AsSpan(entry.ValueStart, entry.ValueLength));
        }
        _live.EndObject();
        _length = 0;
        int marks = 0;
        Append(_live.Written.Span);
        Append((ulong)_usedStamps);
        foreach (Stamp stamp in _stamps)
        {
            if (stamp.Uses == 0) continue;
            Append(DocFormat.ZigZag(stamp.TimestampMs));
            Append(DocFormat.ZigZag(stamp.ReceivedAtMs - stamp.TimestampMs));
            Append((ulong)stamp.SourceLength);
            Append(Source(stamp));
        }
        foreach (Entry entry in _entries)
        {
            if (entry.ValueLength > 0) Append((ulong)_stamps[entry.Stamp].Index);
            else marks++;
        }
        Append((ulong)marks);
        foreach (Entry entry in _entries)
        {
            if (entry.ValueLength > 0) continue;
            Append((ulong)entry.KeyLength);
            Append(Key(entry));
            Append((ulong)_stamps[entry.Stamp].Index);
        }
    }

    private void NumberStamps()
    {
        foreach (Entry entry in _entries)
        {
            Stamp stamp = _stamps[entry.Stamp];
            stamp.Uses++;
            _stamps[entry.Stamp] = stamp;
        }
        _usedStamps = 0;
        for (int i = 0; i < _stamps.Count; i++)
        {
            Stamp stamp = _stamps[i];
            if (stamp.Uses == 0) continue;
            stamp.Index = _usedStamps++;
            _stamps[i] = stamp;
        }
    }

    private ReadOnlySpan<byte> Key(in Entry entry) => (entry.IsNew ? _incoming : _old).AsSpan(entry.KeyStart, entry.KeyLength);

    private ReadOnlySpan<byte> Source(in Stamp stamp) => (stamp.IsNew ? _incoming : _old).AsSpan(stamp.SourceStart, stamp.SourceLength);

    private void Add(bool isNew, int keyStart, int keyLength, int valueStart, int valueLength, int stamp)
    {
        _bytes += keyLength + valueLength;
        _entries.Add(new Entry
        {
            IsNew = isNew,
            KeyStart = keyStart,
            KeyLength = keyLength,
            ValueStart = valueStart,
            ValueLength = valueLength,
            Stamp = stamp,
        });
    }

    private void Append(ulong number)
    {
        Reserve(10);
        _length += DocFormat.WriteVarint(_new.AsSpan(_length), number);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_new.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int bytes)
    {
        if (_length + bytes > _new.Length) Array.Resize(ref _new, Math.Max(_new.Length * 2, _length + bytes));
    }

    private static int OffsetOf(byte[] buffer, ReadOnlySpan<byte> part) =>
        part.IsEmpty || !buffer.AsSpan().Overlaps(part, out int offset) ? 0 : offset;
}
