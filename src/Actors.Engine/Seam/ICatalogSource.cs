using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Seam;

/// <summary>Compiled catalogs by version; a version named by a log is always there.</summary>
public interface ICatalogSource
{
    Catalog Get(int version);
}
