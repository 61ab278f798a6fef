using System.Collections;
using System.Runtime.CompilerServices;

namespace Actors.Segmentation.Language.Tree;

/// <summary>An immutable list that compares by its items, as the records that hold it do.</summary>
[CollectionBuilder(typeof(TreeList), nameof(TreeList.Create))]
public sealed class TreeList<T> : IReadOnlyList<T>, IEquatable<TreeList<T>>
{
    private readonly T[] items;

    internal TreeList(T[] items) => this.items = items;

    public int Count => items.Length;

    public T this[int index] => items[index];

    public ReadOnlySpan<T> AsSpan() => items;

    public bool Equals(TreeList<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.items);

    public override bool Equals(object? obj) => Equals(obj as TreeList<T>);

    public override int GetHashCode()
    {
        int hash = items.Length;
        foreach (T item in items) hash = unchecked(hash * 31 + (item?.GetHashCode() ?? 0));
        return hash;
    }

    public override string ToString() => $"[{string.Join(", ", items)}]";

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}

/// <summary>Makes <see cref="TreeList{T}"/> usable with collection expressions.</summary>
public static class TreeList
{
    public static TreeList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
