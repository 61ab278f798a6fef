using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Services;

/// <summary>Rules tried on all customers before anybody saves them.</summary>
public interface IPreviews
{
    /// <summary>Begins to try a rule on everybody.</summary>
    /// <param name="segment">Number of the segment that it is compared with; −1: none.</param>
    /// <returns>The preview, or null and why the rule cannot be used.</returns>
    (Preview? Preview, IReadOnlyList<CatalogError> Errors) Begin(string when, int segment = -1);

    /// <summary>One of the latest previews; null: it is not known any more.</summary>
    Preview? Find(string id);
}
