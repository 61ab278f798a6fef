namespace Actors.Server.Replay;

/// <summary>Some lines of a stream of tracking calls, each one JSON object.</summary>
/// <param name="Bytes">Lines ended by a line feed (the last may lack it), UTF-8.</param>
/// <param name="FirstLine">Number of the first line in its source, from 1.</param>
public sealed record CallBlock(ReadOnlyMemory<byte> Bytes, long FirstLine)
{
    /// <summary>
    /// Where each line came from, for sources whose lines are not the file's own (a CSV's rows); null: <see
    /// cref="FirstLine"/> onwards.
    /// </summary>
    public IReadOnlyList<long>? Origins { get; init; }
}

/// <summary>Where tracking calls come from: a file, the simulator, a mapped CSV.</summary>
public interface ICallSource
{
    /// <summary>The next lines, or null at the end.</summary>
    CallBlock? Read();

    /// <summary>Share of the source read so far, 0…1; null: it has no known end.</summary>
    double? Progress { get; }
}
