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
    private readonly ConcurrentDictionary<int, Catalog> _versions = new() { [0] = Catalog.Empty };

    /// <summary>The highest version there is, activated or not.</summary>
    public int Latest { get; private set; }

    /// <summary>The version that every partition had activated when it was last noted.</summary>
    public int Current { get; private set; }

    public Catalog Get(int version) =>
        _versions.TryGetValue(version, out Catalog? catalog) ? catalog : throw new StorageException($"Catalog version {version} is missing.");

    public Catalog? Find(int version) => _versions.GetValueOrDefault(version);

    public ValueTask Ensure(int version) => _versions.ContainsKey(version) ? default : Load();

    public async ValueTask Load()
    {
        foreach (string name in await store.Documents.List(Prefix))
        {
            if (_versions.ContainsKey(int.Parse(name.AsSpan(Prefix.Length), CultureInfo.InvariantCulture)))
            {
                continue;
            }
            ReadOnlyMemory<byte> bytes = await store.Documents.Get(name) ?? throw new StorageException($"Document {name} is missing.");
            CatalogDocument document = JsonSerializer.Deserialize(bytes.Span, CatalogDocument.Json)
                ?? throw new StorageException($"Document {name} is empty.");
            CompileResult compiled = Catalog.Compile(document.Definition, document.Numbers, document.Version);
            Add(compiled.Catalog ?? throw new StorageException(
                $"Catalog version {document.Version} does not compile any more: {compiled.Errors[0].Pointer}: {compiled.Errors[0].Detail}"));
        }
        if (await store.Documents.Get(CurrentName) is { } current)
        {
            Current = JsonSerializer.Deserialize<int>(current.Span);
        }
    }

    /// <summary>Saves a version; false if another process has saved one of this number.</summary>
    public async ValueTask<bool> Save(Catalog catalog)
    {
        var document = new CatalogDocument(catalog.Version, catalog.Definition, catalog.Numbers);
        string name = $"{Prefix}{catalog.Version:D9}";
        if (!await store.Documents.PutNew(name, JsonSerializer.SerializeToUtf8Bytes(document, CatalogDocument.Json)))
        {
            return false;
        }
        Add(catalog);
        return true;
    }

    public async ValueTask SetCurrent(int version)
    {
        await store.Documents.Put([(CurrentName, JsonSerializer.SerializeToUtf8Bytes(version))]);
        Current = version;
    }

    private void Add(Catalog catalog)
    {
        _versions[catalog.Version] = catalog;
        Latest = Math.Max(Latest, catalog.Version);
    }
}
