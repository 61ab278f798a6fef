using Actors.Engine.Seam;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Previewing;

namespace Actors.Engine.Customers;

/// <summary>The deciders of one lane, by catalog version: their scratch memory is shared by all customers of the lane.</summary>
public class Deciders(ICatalogSource catalogs)
{
    private const int DraftsMax = 8;
    private readonly Dictionary<int, Decider> _byVersion = [];
    private readonly DecisionSink _sink = new();
    private readonly Dictionary<(int, string), DraftRule> _drafts = [];
    private string? _lastWhen;
    private int _lastDraftVersion;
    private DraftRule? _lastDraft;
    private int _lastVersion = -1;
    private Decider? _last;

    /// <summary>A rule beside the definitions of a version, which must compile. The latest few are kept.</summary>
    public DraftRule Draft(int version, string when)
    {
        // One rule after the other on many customers: the same text, the same object.
        if (ReferenceEquals(when, _lastWhen) && version == _lastDraftVersion)
        {
            return _lastDraft!;
        }
        if (!_drafts.TryGetValue((version, when), out DraftRule? draft))
        {
            (draft, IReadOnlyList<CatalogError> errors, _) = DraftRule.Compile(when, catalogs.Get(version));
            if (draft is null)
            {
                throw new PreviewRefusedException(errors[0].Detail);
            }
            if (_drafts.Count >= DraftsMax)
            {
                _drafts.Clear();
            }
            _drafts[(version, when)] = draft;
        }
        (_lastWhen, _lastDraftVersion, _lastDraft) = (when, version, draft);
        return draft;
    }

    /// <summary>Where a turn's decisions are gathered, until the lane's next turn.</summary>
    public virtual DecisionSink Sink => _sink;

    public Catalog Catalog(int version) => catalogs.Get(version);

    /// <summary>The decider of a version; not to be kept beyond the turn.</summary>
    public virtual Decider For(int version)
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
