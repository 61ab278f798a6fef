namespace Actors.Segmentation.State;

/// <summary>What one order adds to its customer's spend, and what has corrected it. Amounts are signed millionths.</summary>
/// <remarks>Corrections may come before their order: they are kept until it comes.</remarks>
internal struct OrderAmounts
{
    /// <summary>How many orders have this id: two of one id with different message ids count twice.</summary>
    public uint Orders;

    /// <summary>The sum of those orders, as sent.</summary>
    public Int128 Sum;

    public Int128 Refunds;

    public bool IsCancelled;

    public bool IsUpdated;

    /// <summary>Timestamp of the latest update that has an amount, milliseconds since 1970.</summary>
    public long UpdatedAtMs;

    /// <summary>The amount that it gives each order.</summary>
    public Int128 Update;

    public readonly Int128 Spend => IsCancelled ? 0 : (IsUpdated ? Orders * Update : Sum) - Refunds;

    /// <summary>Enters an update; an older one than what is known changes nothing, of two at one instant the later in the log counts.</summary>
    public void Correct(long timestampMs, Int128 amount)
    {
        if (IsUpdated && timestampMs < UpdatedAtMs) return;
        (IsUpdated, UpdatedAtMs, Update) = (true, timestampMs, amount);
    }
}
