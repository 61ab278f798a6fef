namespace Actors.EventLog.Deduplication;

/// <summary>Finds one partition's chunk files, and clears away what a crash left.</summary>
internal static class ChunkFolder
{
    /// <summary>
    /// The chain of chunks: each begins where the one before ends. What stands outside of it is deleted: it is made
    /// again from the log.
    /// </summary>
    public static List<ChunkFile> Open(string folder, int partition)
    {
        var chain = new List<ChunkFile>();
        if (!Directory.Exists(folder)) return chain;
        foreach (var half in Directory.EnumerateFiles(folder, $"p{partition:D4}-*.tmp").ToList()) File.Delete(half);
        foreach (var path in PathsOf(folder, partition))
        {
            var chunk = ChunkFile.Open(path);
            var continues = chunk is not null && (chain.Count == 0 || chunk.Header.After == chain[^1].Header.Position);
            var isMerged = chunk is not null && chain.Count > 0 && chunk.Header.Position <= chain[^1].Header.Position;
            if (continues && !isMerged) chain.Add(chunk!);
            else File.Delete(path);
            // Without a damaged oldest chunk the rest would look complete: begin again from the log.
            if (chunk is null && chain.Count == 0) return DeleteAll(folder, partition);
        }

        return chain;
    }

    // By beginning, the longest first: a merged chunk comes before the parts it was made of.
    private static IEnumerable<string> PathsOf(string folder, int partition) =>
        Directory.EnumerateFiles(folder, $"p{partition:D4}-*.fp").ToList()
            .OrderBy(path => Path.GetFileName(path)[..25], StringComparer.Ordinal)
            .ThenByDescending(path => path, StringComparer.Ordinal);

    private static List<ChunkFile> DeleteAll(string folder, int partition)
    {
        foreach (var path in PathsOf(folder, partition).ToList()) File.Delete(path);
        return [];
    }
}
