using System.Globalization;
using System.Xml.Linq;

namespace Actors.AzureStorage.Rest;

/// <summary>One page of a listing, as the service writes it in XML.</summary>
internal sealed record BlobListing(IReadOnlyList<ListedBlob> Blobs, string? Next)
{
    public static BlobListing Parse(Stream xml)
    {
        var root = XDocument.Load(xml).Root!;
        var blobs = root.Descendants("Blob").Select(blob => new ListedBlob(
            (string)blob.Element("Name")!,
            long.Parse((string?)blob.Element("Properties")?.Element("Content-Length") ?? "0", CultureInfo.InvariantCulture)));
        var next = (string?)root.Element("NextMarker");
        return new BlobListing([.. blobs], string.IsNullOrEmpty(next) ? null : next);
    }
}
