namespace Actors.Api.Live;

/// <summary>The answer to <c>Hello</c>.</summary>
/// <param name="Epoch">Changes when the server restarts: sequence numbers start over.</param>
/// <param name="ServerTime">The server's now, Unix milliseconds (simulated where time is virtual).</param>
/// <param name="VirtualTime">Whether that now is the data's own time, not the wall clock.</param>
public sealed record LiveHello(string Epoch, long ServerTime, bool VirtualTime, LiveHelloLimits Limits);

/// <summary>What a client may ask for.</summary>
public sealed record LiveHelloLimits(int MaxHz, int MaxTopics);

/// <summary>How a client wishes a topic.</summary>
/// <param name="Hz">0, 1, 2, 5 or 10 frames a second.</param>
/// <param name="TopFlows">Pairs it can show; the server's own bound is lower or equal.</param>
/// <param name="Window">Seconds its windows span.</param>
public sealed record LiveOptions(int Hz, int TopFlows, int Window);

/// <summary>Everything of a topic at one moment.</summary>
/// <param name="Topic">The name its frames carry.</param>
/// <param name="DictVersion">Version of <paramref name="Dict"/>; frames of another version mean other indices.</param>
/// <param name="Hz">The rate served.</param>
/// <param name="T">The server's now, Unix milliseconds.</param>
/// <param name="Seg">Flat [i, members, entries ever, exits ever].</param>
/// <param name="Flows">Flat [from, to, total ever], all pairs that ever moved.</param>
/// <param name="Stats">By <see cref="LiveStats"/>.</param>
public sealed record LiveSnapshot(
    string Topic,
    string Epoch,
    long Seq,
    int DictVersion,
    int Hz,
    long T,
    IReadOnlyList<LiveEntry> Dict,
    IReadOnlyList<LiveName> Lanes,
    IReadOnlyList<LiveName> Segmentations,
    long[] Seg,
    long[] Flows,
    long[] Stats,
    LiveHistory Hist);

/// <summary>A segment of the dictionary.</summary>
/// <param name="I">Its index in frames, from 0 without gaps.</param>
/// <param name="Lane">Index into the lanes.</param>
/// <param name="X">Place within its stage, 0…1.</param>
/// <param name="Y">Customer value, 0 (low) … 1 (high).</param>
public sealed record LiveEntry(int I, string Key, string Name, int Lane, double X, double Y);

/// <summary>A key with its name for people.</summary>
public sealed record LiveName(string Key, string Name);

/// <summary>Migrations of the recent past, for the first seconds of a chart.</summary>
/// <param name="T0">Unix milliseconds of the first point.</param>
/// <param name="Step">Milliseconds of real time between points.</param>
/// <param name="Series">Migrations in each step.</param>
public sealed record LiveHistory(long T0, long Step, long[] Series);
