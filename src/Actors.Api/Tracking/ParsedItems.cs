using System.Text;
using System.Text.Json;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;

namespace Actors.Api.Tracking;

/// <summary>
/// What one request holds, in one growing buffer; reused from request to request, so that ingest leaves no garbage.
/// </summary>
internal sealed class ParsedItems
{
    private byte[] _bytes = new byte[16 << 10];
    private int _length;

    /// <summary>For the documents, one at a time.</summary>
    public DocBuilder Builder { get; } = new();

    public List<Draft> Drafts { get; } = [];

    public List<Rejection> Rejections { get; } = [];

    /// <summary>The write key in the body, if any.</summary>
    public Slice WriteKey { get; set; }

    public void Clear()
    {
        _length = 0;
        WriteKey = default;
        Drafts.Clear();
        Rejections.Clear();
        Builder.Clear();
    }

    public ReadOnlySpan<byte> Bytes(Slice slice) => _bytes.AsSpan(slice.Start, slice.Length);

    public string Text(Slice slice) => Encoding.UTF8.GetString(Bytes(slice));

    public Slice Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        return Take(bytes.Length);
    }

    /// <summary>Takes over the builder's document and clears the builder.</summary>
    public Slice AddDocument()
    {
        Slice document = Add(Builder.Written.Span);
        Builder.Clear();
        return document;
    }

    /// <summary>Adds the text the reader stands on, after a prefix; false when it is no Unicode.</summary>
    public bool TryAddText(ref Utf8JsonReader reader, ReadOnlySpan<byte> prefix, out Slice slice)
    {
        ReadOnlySpan<byte> raw = reader.ValueSpan;
        Span<byte> room = Room(prefix.Length + raw.Length);
        prefix.CopyTo(room);
        room = room[prefix.Length..];
        int length = raw.Length;
        if (!reader.ValueIsEscaped)
        {
            raw.CopyTo(room);
        }
        else if (!TryUnescape(ref reader, room, out length))
        {
            slice = default;
            return false;
        }
        slice = Take(prefix.Length + length);
        return true;
    }

    /// <summary>Adds a text in Unicode's form C, as names are compared.</summary>
    public Slice Normalize(Slice text)
    {
        ReadOnlySpan<byte> bytes = Bytes(text);
        return Nfc.IsSurelyNormalized(bytes)
            ? text
            : Add(Encoding.UTF8.GetBytes(Nfc.Normalize(Encoding.UTF8.GetString(bytes))));
    }

    /// <summary>An id for a message that has none.</summary>
    public Slice MakeMessageId()
    {
        Guid.NewGuid().TryFormat(Room(32), out int written, "N");
        return Take(written);
    }

    /// <summary>The items, over this buffer: valid until <see cref="Clear"/>. Returns how many.</summary>
    public int ToItems(ReadOnlyMemory<byte> source, Span<IngestItem> items)
    {
        for (int i = 0; i < Drafts.Count; i++)
        {
            Draft draft = Drafts[i];
            items[i] = new IngestItem(
                draft.Kind,
                new CustomerId(Memory(draft.Customer)),
                draft.TimestampMs,
                draft.SentAtMs,
                Memory(draft.Event),
                Memory(draft.MessageId),
                source,
                Memory(draft.Body),
                draft.HasMessageId);
        }
        return Drafts.Count;
    }

    private ReadOnlyMemory<byte> Memory(Slice slice) => _bytes.AsMemory(slice.Start, slice.Length);

    private Span<byte> Room(int bytes)
    {
        if (_length + bytes > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes));
        }
        return _bytes.AsSpan(_length);
    }

    private Slice Take(int bytes)
    {
        var slice = new Slice(_length, bytes);
        _length += bytes;
        return slice;
    }

    private static bool TryUnescape(ref Utf8JsonReader reader, Span<byte> to, out int length)
    {
        try
        {
            length = reader.CopyString(to);
            return true;
        }
        catch (InvalidOperationException)
        {
            length = 0;
            return false;
        }
    }
}
