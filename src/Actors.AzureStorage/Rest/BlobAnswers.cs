namespace Actors.AzureStorage.Rest;

/// <summary>A blob as a listing shows it.</summary>
internal readonly record struct ListedBlob(string Name, long Bytes);

/// <summary>A part of a blob.</summary>
/// <param name="Bytes">What was there of the part asked for; empty when it begins at or after the end.</param>
/// <param name="Total">Bytes of the whole blob at that moment.</param>
/// <param name="Blocks">Blocks committed to it, for an append blob; else 0.</param>
internal readonly record struct BlobPart(ReadOnlyMemory<byte> Bytes, long Total, int Blocks);

/// <summary>How one attempt to append ended.</summary>
internal enum AppendStatus
{
    /// <summary>The block is durable.</summary>
    Written,

    /// <summary>The blob does not end where the block was to begin, or is gone: nothing was written by this attempt.</summary>
    Moved,

    /// <summary>The service said no for a reason that waiting does not cure; nothing was written by this attempt.</summary>
    Refused,

    /// <summary>No answer, or one that leaves open whether the block was written.</summary>
    Unknown,
}

/// <summary>One attempt to append.</summary>
/// <param name="Blocks">Blocks in the blob after it, when written.</param>
/// <param name="Reason">What the service or the network said, when it did not.</param>
internal readonly record struct AppendAttempt(AppendStatus Status, int Blocks, string Reason, Exception? Fault = null);
