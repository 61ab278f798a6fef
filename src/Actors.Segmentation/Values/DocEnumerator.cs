namespace Actors.Segmentation.Values;

/// <summary>Walks the items of a list or the members of an object.</summary>
public ref struct DocEnumerator
{
    private readonly bool _hasKeys;
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _key;
    private ReadOnlySpan<byte> _value;

    internal DocEnumerator(ReadOnlySpan<byte> content, bool hasKeys)
    {
        _rest = content;
        _hasKeys = hasKeys;
    }

    public readonly DocMember Current => new(_key, new DocValue(_value));

    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        if (_hasKeys)
        {
            int at = 0;
            int length = (int)DocFormat.ReadVarint(_rest, ref at);
            _key = _rest.Slice(at, length);
            _rest = _rest[(at + length)..];
        }
        int size = DocFormat.Size(_rest);
        _value = _rest[..size];
        _rest = _rest[size..];
        return true;
    }
}

/// <summary>One item of a list (no key) or member of an object.</summary>
public readonly ref struct DocMember(ReadOnlySpan<byte> key, DocValue value)
{
    /// <summary>NFC UTF-8; empty in a list.</summary>
    public ReadOnlySpan<byte> Key { get; } = key;

    public DocValue Value { get; } = value;
}
