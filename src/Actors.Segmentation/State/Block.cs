using System.Runtime.InteropServices;

namespace Actors.Segmentation.State;

/// <summary>Edits one customer's block of words.</summary>
internal ref struct Block(IStateMemory memory)
{
    private readonly IStateMemory _memory = memory;

    /// <summary>The whole block; renewed by every edit that grows it.</summary>
    public Span<long> Words = memory.Edit();

    public readonly bool IsNew => Words.IsEmpty;

    public readonly int Used => StateFormat.Used(Words);

    private readonly int BodyStart => StateFormat.HeaderWords + (int)Words[StateFormat.Regions];

    /// <summary>Makes the block of a new customer.</summary>
    public void Create(ReadOnlySpan<byte> id, long firstSeenMs)
    {
        Words = _memory.Resize(StateFormat.HeaderWords + 24);
        Words[StateFormat.UsedAndCatalog] = StateFormat.HeaderWords;
        Words[StateFormat.Due] = long.MaxValue;
        Words[StateFormat.FirstSeen] = firstSeenMs;
        SetBytes(StateFormat.IdRegion, id);
    }

    public readonly void SetCatalogVersion(int version) =>
        Words[StateFormat.UsedAndCatalog] = ((long)version << 32) | (uint)Used;

    /// <summary>The words of a region, to be written in place; empty when the block has none.</summary>
    public readonly Span<long> Region(int id)
    {
        int index = StateFormat.Find(Words, id);
        if (index < 0) return default;
        long entry = Words[StateFormat.HeaderWords + index];
        return Words.Slice(BodyStart + StateFormat.OffsetOf(entry), StateFormat.LengthOf(entry));
    }

    public readonly void SetWide(int id)
    {
        ref long entry = ref Words[StateFormat.HeaderWords + StateFormat.Find(Words, id)];
        entry = StateFormat.Widened(entry);
    }

    /// <summary>Puts zero words into a region, making it if there is none; returns the region.</summary>
    public Span<long> Insert(int id, int at, int count)
    {
        int index = StateFormat.Find(Words, id);
        if (index < 0)
        {
            index = ~index;
            AddEntry(index, id);
        }
        long entry = Words[StateFormat.HeaderWords + index];
        Reserve(count);
        int start = BodyStart + StateFormat.OffsetOf(entry);
        int used = Used;
        Words[(start + at)..used].CopyTo(Words[(start + at + count)..]);
        Words.Slice(start + at, count).Clear();
        Words[StateFormat.UsedAndCatalog] += count;
        Words[StateFormat.HeaderWords + index] = entry + count;
        MoveOffsets(index + 1, count);
        return Words.Slice(start, StateFormat.LengthOf(entry) + count);
    }

    /// <summary>Takes words out of a region; an empty region goes altogether.</summary>
    public void Remove(int id, int at, int count)
    {
        int index = StateFormat.Find(Words, id);
        long entry = Words[StateFormat.HeaderWords + index];
        int start = BodyStart + StateFormat.OffsetOf(entry) + at;
        int used = Used;
        Words[(start + count)..used].CopyTo(Words[start..]);
        Words[(used - count)..used].Clear();
        Words[StateFormat.UsedAndCatalog] -= count;
        Words[StateFormat.HeaderWords + index] = entry - count;
        MoveOffsets(index + 1, -count);
        if (StateFormat.LengthOf(entry) == count) RemoveEntry(index);
    }

    /// <summary>Drops a region; nothing when there is none.</summary>
    public void Drop(int id)
    {
        int length = StateFormat.Region(Words, id).Length;
        if (length > 0) Remove(id, 0, length);
    }

    /// <summary>Gives a region of bytes its content.</summary>
    public void SetBytes(int id, ReadOnlySpan<byte> content)
    {
        int words = content.Length / 8 + 1;
        int old = StateFormat.Region(Words, id).Length;
        if (words > old) Insert(id, old, words - old);
        else if (words < old) Remove(id, words, old - words);
        Span<byte> bytes = MemoryMarshal.AsBytes(Region(id));
        content.CopyTo(bytes);
        bytes[content.Length..].Clear();
        bytes[^1] = (byte)(bytes.Length - content.Length);
    }

    private readonly void MoveOffsets(int from, int words)
    {
        Span<long> directory = Words.Slice(StateFormat.HeaderWords, (int)Words[StateFormat.Regions]);
        for (int i = from; i < directory.Length; i++) directory[i] = StateFormat.Moved(directory[i], words);
    }

    private void AddEntry(int index, int id)
    {
        Reserve(1);
        int used = Used;
        int count = (int)Words[StateFormat.Regions];
        int offset = index < count
            ? StateFormat.OffsetOf(Words[StateFormat.HeaderWords + index])
            : used - StateFormat.HeaderWords - count;
        int at = StateFormat.HeaderWords + index;
        Words[at..used].CopyTo(Words[(at + 1)..]);
        Words[at] = StateFormat.Entry(id, offset, 0);
        Words[StateFormat.Regions]++;
        Words[StateFormat.UsedAndCatalog]++;
    }

    private readonly void RemoveEntry(int index)
    {
        int used = Used;
        int at = StateFormat.HeaderWords + index;
        Words[(at + 1)..used].CopyTo(Words[at..]);
        Words[used - 1] = 0;
        Words[StateFormat.Regions]--;
        Words[StateFormat.UsedAndCatalog]--;
    }

    private void Reserve(int count)
    {
        int needed = Used + count;
        if (needed <= Words.Length) return;
        if (needed > StateFormat.WordsMax) throw new StateOverflowException();
        // Some slack, so that not every event moves the block: a sixteenth, in steps of four words.
        int size = needed + needed / 16;
        Words = _memory.Resize(Math.Min((size + 3) & ~3, StateFormat.WordsMax));
    }
}
