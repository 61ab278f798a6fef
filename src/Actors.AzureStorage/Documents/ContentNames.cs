using System.Globalization;
using Actors.AzureStorage.Logs;

namespace Actors.AzureStorage.Documents;

/// <summary>
/// Names of the blobs that hold long contents. A name tells up to where the journal was known when the blob was written:
/// only a block at most <see cref="Reach"/> positions behind may name it. So anybody who has read further knows whether the
/// blob is used, whoever wrote it and however long that one stood still.
/// </summary>
internal sealed class ContentNames(LogPath path)
{
    /// <summary>Positions.</summary>
    public const int Reach = 1_000;

    private const int Digits = 20;

    /// <summary>Begins all of them.</summary>
    public string Folder { get; } = path.Folder + "content/";

    /// <param name="from">Position up to which the journal is known.</param>
    public string New(long from) => $"{Folder}{from:D20}-{Guid.NewGuid():N}";

    /// <summary>The last position at which a block may name it. Blobs without a position in their names are of a time before, and
    /// never thought to be over.</summary>
    public long LastOf(string name) =>
        name.Length > Folder.Length + Digits && name[Folder.Length + Digits] == '-'
        && long.TryParse(name.AsSpan(Folder.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            ? from + Reach : long.MaxValue;
}
