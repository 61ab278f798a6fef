using Actors.Segmentation.Compilation;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Catalogs;

/// <summary>The lookup tables of a catalog version: rows by key, set from outside. Immutable.</summary>
public sealed class TableSet
{
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> _documents;
    private readonly Dictionary<string, NameTable<byte[]>> _rows = new(StringComparer.Ordinal);

    private TableSet(SortedDictionary<string, ReadOnlyMemory<byte>> documents)
    {
        _documents = documents;
        foreach ((string name, ReadOnlyMemory<byte> document) in documents) _rows.Add(name, RowsOf(document));
    }

    /// <summary>No tables.</summary>
    public static TableSet Empty { get; } = new(new(StringComparer.Ordinal));

    /// <summary>Each table by name: a document (object) of rows by key.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Documents => _documents;

    /// <summary>With one table set, or taken away.</summary>
    /// <param name="rows">A document (object) of rows by key; null: no such table any more.</param>
    public TableSet With(string name, ReadOnlyMemory<byte>? rows)
    {
        SortedDictionary<string, ReadOnlyMemory<byte>> documents = new(_documents, StringComparer.Ordinal);
        if (rows is { } set) documents[name] = set;
        else documents.Remove(name);
        return new TableSet(documents);
    }

    /// <summary>A row as a document; empty when there is none.</summary>
    internal ReadOnlySpan<byte> Row(string table, ReadOnlySpan<byte> key) =>
        _rows.TryGetValue(table, out NameTable<byte[]>? rows) && rows.TryGet(key, out byte[] row) ? row : default;

    private static NameTable<byte[]> RowsOf(ReadOnlyMemory<byte> document)
    {
        List<KeyValuePair<byte[], byte[]>> rows = [];
        foreach (DocMember row in new DocValue(document.Span))
        {
            rows.Add(KeyValuePair.Create(row.Key.ToArray(), row.Value.Raw.ToArray()));
        }
        return new NameTable<byte[]>(rows);
    }
}
