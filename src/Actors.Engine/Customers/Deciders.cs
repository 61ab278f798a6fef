using Actors.Engine.Seam;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;

namespace Actors.Engine.Customers;

/// <summary>The deciders of one lane, by catalog version: their scratch memory is shared by all customers of the lane.</summary>
public sealed class Deciders(ICatalogSource catalogs)
{
    private readonly Dictionary<int, Decider> _byVersion = [];
    private int _lastVersion = -1;
    private Decider? _last;

    public Catalog Catalog(int version) => catalogs.Get(version);

    public Decider For(int version)
    {
        if (version == _lastVersion)
        {
            return _last!;
        }
        if (!_byVersion.TryGetValue(version, out Decider? decider))
        {
            _byVersion[version] = decider = new Decider(catalogs.Get(version));
        }
        (_lastVersion, _last) = (version, decider);
        return decider;
    }
}
