namespace Actors.Segmentation.Values;

/// <summary>A value inside a document: a view of its bytes. The default is <see cref="DocKind.Missing"/>.</summary>
public readonly ref struct DocValue
{
    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Views the value that begins the bytes; empty bytes are a missing value.</summary>
    public DocValue(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    public DocKind Kind => _bytes.IsEmpty ? DocKind.Missing : throw new NotSupportedException();

    /// <summary>The number; zero unless <see cref="Kind"/> is <see cref="DocKind.Number"/>.</summary>
    public Amount Number => _bytes.IsEmpty ? default : throw new NotSupportedException();

    /// <summary>UTF-8, NFC; the JSON text of a number out of range; empty for other kinds.</summary>
    public ReadOnlySpan<byte> Text => _bytes.IsEmpty ? default : throw new NotSupportedException();

    /// <summary>The bytes of this value alone.</summary>
    public ReadOnlySpan<byte> Raw => _bytes;

    /// <summary>The value of a key of an object; missing when there is none or this is no object.</summary>
    public DocValue this[ReadOnlySpan<byte> key] => _bytes.IsEmpty || key.IsEmpty ? default : throw new NotSupportedException();

    public bool TryGet(ReadOnlySpan<byte> key, out DocValue value)
    {
        value = this[key];
        return value.Kind != DocKind.Missing;
    }

    /// <summary>Walks the items of a list or the members of an object, in their order; nothing for other kinds.</summary>
    public DocEnumerator GetEnumerator() => new(_bytes);
}
