namespace Actors.Segmentation.State;

/// <summary>What a series keeps of each event or row.</summary>
internal enum SeriesKind
{
    /// <summary>Its instant: one word an entry.</summary>
    Times,

    /// <summary>Instant and cumulative sum: two words an entry, or three once a sum outgrew 64 bits.</summary>
    Numbers,

    /// <summary>Instant and value as a document: two words and the value's bytes.</summary>
    Values,

    /// <summary>Instant and which steps of a sequence it can be: two words an entry.</summary>
    Steps,

    /// <summary>Orders, refunds and their corrections: instant, note, order id (two words), amount (two words).</summary>
    Orders,
}
