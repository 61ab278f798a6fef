using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Services;

/// <summary>All versions of the catalog, in the store's documents: a version is durable before any log names it.</summary>
public sealed class CatalogStore(IEventStore store) : ICatalogSource
{
    private const string Prefix = "catalog/version/";
    private const string CurrentName = "catalog/current";
    private const string NoteName = "catalog/next";
    private readonly ConcurrentDictionary<int, Catalog> _versions = new() { [0] = Catalog.Empty };
    private readonly ConcurrentDictionary<int, CatalogVersion> _made = new();

    /// <summary>The highest version there is, activated or not.</summary>
    public int Latest { get; private set; }

    /// <summary>The version that every partition had activated when it was last noted.</summary>
    public int Current { get; private set; }

    /// <summary>Every version, the newest first.</summary>
    public IReadOnlyList<CatalogVersion> History => [.. _made.Values.OrderByDescending(made => made.Version)];

    public Catalog Get(int version) =>
        _versions.TryGetValue(version, out Catalog? catalog) ? catalog : throw new StorageException($"Catalog version {version} is missing.");

    public Catalog? Find(int version) => _versions.GetValueOrDefault(version);

    public ValueTask Ensure(int version) => _versions.ContainsKey(version) ? default : Load();

    public async ValueTask Load()
    {
        foreach (string name in (await store.Documents.List(Prefix)).Order(StringComparer.Ordinal))
        {
            if (_versions.ContainsKey(int.Parse(name.AsSpan(Prefix.Length), CultureInfo.InvariantCulture)))
            {
                continue;
            }
            ReadOnlyMemory<byte> bytes = await store.Documents.Get(name) ?? throw new StorageException($"Document {name} is missing.");
            CatalogDocument document = JsonSerializer.Deserialize(bytes.Span, CatalogDocument.Json)
                ?? throw new StorageException($"Document {name} is empty.");
            Add(Restore(document), document);
        }
        if (await store.Documents.Get(CurrentName) is { } current)
        {
            Current = JsonSerializer.Deserialize<int>(current.Span);
        }
    }

    /// <summary>Keeps a version whose definitions are new; false if another process has saved one of this number.</summary>
    public ValueTask<bool> Save(Catalog catalog, long nowMs) =>
        Save(catalog, new CatalogDocument(catalog.Version, catalog.Definition, catalog.Numbers, nowMs));

    /// <summary>Keeps a version that differs from the one before by a lookup table; false as for <see cref="Save(Catalog, long)"/>.</summary>
    /// <param name="rows">Null: the table is gone.</param>
    public ValueTask<bool> SaveTable(Catalog catalog, string table, ReadOnlyMemory<byte>? rows, long nowMs) =>
        Save(catalog, new CatalogDocument(catalog.Version, null, null, nowMs, table, rows?.ToArray()));

    public async ValueTask SetCurrent(int version)
    {
        await store.Documents.Put([(CurrentName, JsonSerializer.SerializeToUtf8Bytes(version))]);
        Current = version;
    }

    /// <summary>Notes a change whose past is going to be read; the note of the change before is replaced.</summary>
    public ValueTask Note(Catalog next, long nowMs) => store.Documents.Put(
        [(NoteName, JsonSerializer.SerializeToUtf8Bytes(new CatalogDocument(next.Version, next.Definition, null, nowMs), CatalogDocument.Json))]);

    /// <summary>The noted definitions, where the definitions have not changed since; else null.</summary>
    public async ValueTask<CatalogDefinition?> Noted()
    {
        if (await store.Documents.Get(NoteName) is not { } bytes
            || JsonSerializer.Deserialize(bytes.Span, CatalogDocument.Json) is not { Definition: { } definition } noted)
        {
            return null;
        }
        // A version that set a lookup table has the very definitions of the one before.
        return noted.Version <= Latest + 1
            && Enumerable.Range(noted.Version, Latest + 1 - noted.Version).All(version => _made[version].Table is not null)
            ? definition
            : null;
    }

    public async ValueTask<bool> HasNote() => await store.Documents.Get(NoteName) is not null;

    /// <summary>The noted change was given up.</summary>
    public ValueTask ForgetNote() => store.Documents.Put([(NoteName, null)]);

    private async ValueTask<bool> Save(Catalog catalog, CatalogDocument document)
    {
        string name = $"{Prefix}{catalog.Version:D9}";
        if (!await store.Documents.PutNew(name, JsonSerializer.SerializeToUtf8Bytes(document, CatalogDocument.Json)))
        {
            return false;
        }
        Add(catalog, document);
        return true;
    }

    /// <summary>The version before has all tables but the one that this version set.</summary>
    private Catalog Restore(CatalogDocument document)
    {
        TableSet tables = Find(document.Version - 1)?.Tables ?? TableSet.Empty;
        if (document.Definition is null || document.Numbers is null)
        {
            return Get(document.Version - 1).WithTables(tables.With(document.Table!, document.Rows), document.Version);
        }
        CompileResult compiled = Catalog.Compile(document.Definition, document.Numbers, document.Version, tables);
        return compiled.Catalog ?? throw new StorageException(
            $"Catalog version {document.Version} does not compile any more: {compiled.Errors[0].Pointer}: {compiled.Errors[0].Detail}");
    }

    private void Add(Catalog catalog, CatalogDocument document)
    {
        // Partitions that recover load on threads of their own.
        lock (_made)
        {
            if (_versions.TryAdd(catalog.Version, catalog))
            {
                _made[catalog.Version] = new CatalogVersion(catalog.Version, document.SavedAtMs, document.Table);
                Latest = Math.Max(Latest, catalog.Version);
            }
        }
    }
}
