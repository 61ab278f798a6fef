namespace Actors.Segmentation.Values;

/// <summary>Walks the items of a list or the members of an object.</summary>
public ref struct DocEnumerator(ReadOnlySpan<byte> container)
{
    private readonly ReadOnlySpan<byte> _rest = container;

    public readonly DocMember Current => _rest.IsEmpty ? default : throw new NotSupportedException();

    public bool MoveNext() => _rest.IsEmpty ? false : throw new NotSupportedException();
}

/// <summary>One item of a list (no key) or member of an object.</summary>
public readonly ref struct DocMember(ReadOnlySpan<byte> key, DocValue value)
{
    /// <summary>NFC UTF-8; empty in a list.</summary>
    public ReadOnlySpan<byte> Key { get; } = key;

    public DocValue Value { get; } = value;
}
