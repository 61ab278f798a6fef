using System.Collections.Concurrent;
using Actors.Engine.Seam;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Previewing;

namespace Actors.Engine.Services;

/// <inheritdoc cref="IPreviews"/>
public sealed class Previews(IDirectory directory, ICatalogs catalogs, IClock clock, TimeProvider time) : IPreviews
{
    private const int KeptMax = 32;
    private readonly ConcurrentQueue<Preview> _kept = new();

    public (Preview? Preview, IReadOnlyList<CatalogError> Errors) Begin(string when, int segment = -1)
    {
        Catalog catalog = catalogs.Current;
        (DraftRule? draft, IReadOnlyList<CatalogError> errors, IReadOnlyList<CatalogError> warnings) = DraftRule.Compile(when, catalog);
        if (draft is null)
        {
            return (null, errors);
        }
        var preview = new Preview(draft, warnings, when, segment, catalog.Version, clock.NowMs, directory.Partitions, time);
        _kept.Enqueue(preview);
        while (_kept.Count > KeptMax && _kept.TryDequeue(out Preview? old))
        {
            old.Cancel();
        }
        preview.Run(directory, catalogs.UnknownNames);
        return (preview, []);
    }

    public Preview? Find(string id) => _kept.FirstOrDefault(preview => preview.Id == id);
}
