using System.Buffers.Binary;

namespace Actors.Segmentation.Values;

/// <summary>A value inside a document: a view of its bytes. The default is <see cref="DocKind.Missing"/>.</summary>
public readonly ref struct DocValue
{
    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Views the value that begins the bytes; empty bytes are a missing value.</summary>
    public DocValue(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    public DocKind Kind => _bytes.IsEmpty ? DocKind.Missing : _bytes[0] switch
    {
        DocFormat.Null => DocKind.Null,
        DocFormat.False => DocKind.False,
        DocFormat.True => DocKind.True,
        DocFormat.Number or DocFormat.WideNumber => DocKind.Number,
        DocFormat.OutOfRange => DocKind.OutOfRange,
        DocFormat.Text => DocKind.Text,
        DocFormat.List => DocKind.List,
        DocFormat.Object => DocKind.Object,
        _ => throw new InvalidOperationException($"No document has a value tagged {_bytes[0]}."),
    };

    /// <summary>The number; zero unless <see cref="Kind"/> is <see cref="DocKind.Number"/>.</summary>
    public Amount Number
    {
        get
        {
            if (_bytes.IsEmpty) return default;
            if (_bytes[0] == DocFormat.WideNumber) return new Amount(BinaryPrimitives.ReadInt128LittleEndian(_bytes[1..]));
            if (_bytes[0] != DocFormat.Number) return default;
            int at = 1;
            return new Amount(DocFormat.UnZigZag(DocFormat.ReadVarint(_bytes, ref at)));
        }
    }

    /// <summary>UTF-8, NFC; the JSON text of a number out of range; empty for other kinds.</summary>
    public ReadOnlySpan<byte> Text =>
        !_bytes.IsEmpty && _bytes[0] is DocFormat.Text or DocFormat.OutOfRange ? Content : default;

    /// <summary>The bytes of this value alone.</summary>
    public ReadOnlySpan<byte> Raw => _bytes.IsEmpty ? default : _bytes[..DocFormat.Size(_bytes)];

    /// <summary>The value of a key of an object; missing when there is none or this is no object.</summary>
    public DocValue this[ReadOnlySpan<byte> key]
    {
        get
        {
            if (_bytes.IsEmpty || _bytes[0] != DocFormat.Object) return default;
            ReadOnlySpan<byte> rest = Content;
            while (!rest.IsEmpty)
            {
                int at = 0;
                int length = (int)DocFormat.ReadVarint(rest, ref at);
                bool found = length == key.Length && rest.Slice(at, length).SequenceEqual(key);
                rest = rest[(at + length)..];
                if (found) return new DocValue(rest);
                rest = rest[DocFormat.Size(rest)..];
            }
            return default;
        }
    }

    public bool TryGet(ReadOnlySpan<byte> key, out DocValue value)
    {
        value = this[key];
        return !value._bytes.IsEmpty;
    }

    /// <summary>Walks the items of a list or the members of an object, in their order; nothing for other kinds.</summary>
    public DocEnumerator GetEnumerator() => _bytes.IsEmpty ? default : _bytes[0] switch
    {
        DocFormat.List => new DocEnumerator(Content, hasKeys: false),
        DocFormat.Object => new DocEnumerator(Content, hasKeys: true),
        _ => default,
    };

    private ReadOnlySpan<byte> Content
    {
        get
        {
            int at = 1;
            int length = (int)DocFormat.ReadVarint(_bytes, ref at);
            return _bytes.Slice(at, length);
        }
    }
}
