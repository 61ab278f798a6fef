using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Seam;

/// <summary>Compiled catalogs by version; a version named by a log is always there.</summary>
public interface ICatalogSource
{
    Catalog Get(int version);

    /// <summary>Makes a version known, and all before it, that another process may have saved meanwhile.</summary>
    ValueTask Ensure(int version) => default;
}
