using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Time;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary>How long events of each name count.</summary>
internal sealed class Retentions
{
    private readonly Dictionary<string, Length> _byName = new(StringComparer.Ordinal);

    public Length? Of(EventSelector selector)
    {
        if (selector.Name is { } name) return Find(name) ?? Find("*");
        return IsMixed(selector) ? null : Find("*");
    }

    /// <summary>Whether the selector takes events that count for different times: each then has its own.</summary>
    public bool IsMixed(EventSelector selector) =>
        selector.Name is null && _byName.Count > 0 && !(_byName.Values.Distinct().Count() == 1 && Find("*") is not null);

    /// <summary>All of them, by name; <c>*</c> is any other.</summary>
    public IReadOnlyDictionary<string, Length> ByName => _byName;

    public static Retentions Read(IReadOnlyDictionary<string, string>? texts, List<CatalogError> errors)
    {
        Retentions result = new();
        foreach ((string name, string text) in texts ?? new Dictionary<string, string>())
        {
            // The language's own reader knows durations; a condition around one is its smallest sentence.
            Condition? parsed = SegmentParser.Parse($"count(any in {text}) > 0").Condition;
            if (parsed is Comparison { Left: Count { Window: RelativeWindow { Near: null } window } } && window.Far.Count > 0)
            {
                result._byName[Nfc.Normalize(name)] = Length.Of(window.Far);
            }
            else
            {
                errors.Add(new CatalogError($"/retention/{JsonPointer.Escape(name)}", $"'{text}' is no duration such as 2y or 90d."));
            }
        }
        return result;
    }

    private Length? Find(string name) => _byName.TryGetValue(name, out Length length) ? length : null;
}
