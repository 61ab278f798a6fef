using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Values;

namespace Actors.Api.Tracking;

/// <summary>Calls that were refused for their traits, as rejections of the request.</summary>
internal static class TraitRefusals
{
    public static string Detail { get; } =
        $"does not fit: all traits of a customer may take {CustomerReader.TraitBytesMax:N0} bytes, and nothing of this call was kept";

    /// <summary>Pointer to the trait, within its call.</summary>
    public static string Pointer(string trait) => "/traits/" + JsonPointer.Escape(trait);

    /// <summary>Adds them to the rejections, in the order of the batch.</summary>
    /// <param name="refused">By their places among the items sent, ascending.</param>
    public static void Add(ParsedItems items, IReadOnlyList<RefusedItem> refused, bool single)
    {
        int[] places = [.. Enumerable.Range(0, items.Drafts.Count + items.Rejections.Count).Except(items.Rejections.Select(r => r.Index))];
        foreach ((int index, string trait) in refused)
        {
            Draft draft = items.Drafts[index];
            string call = single ? "" : $"/batch/{places[index]}";
            items.Rejections.Add(new Rejection(
                places[index], draft.HasMessageId ? items.Text(draft.MessageId) : null, call + Pointer(trait), Detail));
        }
        items.Rejections.Sort((a, b) => a.Index.CompareTo(b.Index));
    }
}
