using System.Globalization;

namespace Actors.AzureStorage.Logs;

/// <summary>Where one log's blobs lie, and what to call it.</summary>
/// <param name="Folder">Begins the names of all its blobs; ends in a slash.</param>
/// <param name="Title">For messages.</param>
/// <param name="IsPaced">Whether its appends keep <see cref="AzureStoreOptions.AppendsApart"/>.</param>
internal sealed record LogPath(string Folder, string Title, bool IsPaced = false)
{
    private const string Extension = ".log";

    private string ReplacedFolder => Folder + "replaced/";

    /// <summary>The blob whose first position this is. A rewritten one has a higher generation.</summary>
    public string BlobOf(long first, int generation) => $"{Folder}{first:D20}-{generation:D4}{Extension}";

    /// <summary>The blob that holds the content which stands for that of a replaced block.</summary>
    public string ReplacedOf(long first) => $"{ReplacedFolder}{first:D20}";

    /// <summary>The blob that holds a payload too large for an append.</summary>
    public string LargeOf(long first, ulong writer, ulong number) => $"{Folder}large/{first:D20}-{writer:x16}-{number}";

    public bool TryParseBlob(string name, out long first, out int generation)
    {
        (first, generation) = (0, 0);
        return name.Length == Folder.Length + 25 + Extension.Length && name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(Folder.Length, 20), NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && int.TryParse(name.AsSpan(Folder.Length + 21, 4), NumberStyles.None, CultureInfo.InvariantCulture, out generation);
    }

    public bool TryParseReplaced(string name, out long first)
    {
        first = 0;
        return name.StartsWith(ReplacedFolder, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(ReplacedFolder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out first);
    }

    /// <summary>The first position of the block that a large payload belongs to.</summary>
    public bool TryParseLarge(string name, out long first)
    {
        first = 0;
        var folder = Folder + "large/";
        return name.StartsWith(folder, StringComparison.Ordinal) && name.Length > folder.Length + 20
            && long.TryParse(name.AsSpan(folder.Length, 20), NumberStyles.None, CultureInfo.InvariantCulture, out first);
    }
}
