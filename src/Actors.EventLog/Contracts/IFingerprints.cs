namespace Actors.EventLog;

/// <summary>
/// The messages one partition has accepted within the deduplication horizon, as 128-bit fingerprints. A cache of the
/// input log: what was added after the last <see cref="Seal"/> is added again from the log after a crash.
/// </summary>
public interface IFingerprints
{
    /// <summary>The most fingerprints asked for together.</summary>
    const int TogetherMax = 64;

    /// <summary>Input position up to which fingerprints are sealed on disk: recovery adds those after it.</summary>
    long SealedPosition { get; }

    /// <summary>Whether a message was accepted already. A miss costs no disk access.</summary>
    bool Contains(UInt128 fingerprint);

    /// <summary>
    /// Which of several may have been accepted, a bit for each from the lowest on: those must be asked for, the others are
    /// new. Cheaper than to ask for each of many that are new.
    /// </summary>
    /// <param name="fingerprints">At most <see cref="TogetherMax"/>.</param>
    ulong MayContain(ReadOnlySpan<UInt128> fingerprints)
    {
        var known = 0UL;
        for (var i = 0; i < fingerprints.Length; i++) known |= Contains(fingerprints[i]) ? 1UL << i : 0;
        return known;
    }

    /// <summary>
    /// Adds one; false if it is there already. Add a message only once it is durable in the input log (look before the
    /// append with <see cref="Contains"/>): a fingerprint sealed for a message that was then lost would turn away its
    /// repetition for ever.
    /// </summary>
    bool TryAdd(UInt128 fingerprint, long receivedAtMs);

    /// <summary>Adds several of which <see cref="Contains"/> has said that they are not there; not looked for again.</summary>
    /// <param name="fingerprints">At most <see cref="TogetherMax"/>.</param>
    /// <param name="fromMs">When the first of them was received, Unix milliseconds.</param>
    /// <param name="toMs">When the last of them was.</param>
    void AddNew(ReadOnlySpan<UInt128> fingerprints, long fromMs, long toMs)
    {
        foreach (var fingerprint in fingerprints) TryAdd(fingerprint, toMs);
    }

    /// <summary>
    /// Writes what was added so far to disk, sorted, as covering the log up to a position; nothing where that does not
    /// grow. Adding and looking go on meanwhile; sealing and expiring that are asked for at once happen in turn.
    /// </summary>
    ValueTask Seal(long position, CancellationToken cancellation = default);

    /// <summary>Drops sealed chunks all of whose messages were received before an instant.</summary>
    ValueTask Expire(long beforeMs, CancellationToken cancellation = default);
}
