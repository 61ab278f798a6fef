using Actors.Segmentation.Records;

namespace Actors.Segmentation.Deciding;

/// <summary>One customer's change of membership in one unit (an overlapping segment, or a whole segmentation).</summary>
/// <remarks>
/// Its id is (partition, position, ordinal). Units and segments are the catalog's stable numbers, which no later version
/// gives to another; <see cref="None"/> means outside. In a segmentation <c>From</c> is <see cref="None"/> only for a new customer.
/// </remarks>
/// <param name="Position">Position of the input record that was being applied.</param>
/// <param name="Ordinal">Order within that record, over all customers it moved, from 0. The partition assigns it where one
/// record moves several customers; a customer numbers its own from 0.</param>
/// <param name="Customer">Who moved.</param>
/// <param name="Sequence">Per customer, from 1, without gaps.</param>
/// <param name="CatalogVersion">The catalog that decided.</param>
/// <param name="Unit">The unit's number.</param>
/// <param name="From">Segment left, or <see cref="None"/>.</param>
/// <param name="To">Segment entered, or <see cref="None"/>.</param>
/// <param name="AtMs">The exact instant, Unix milliseconds: the due instant for the clock, else the record's <c>receivedAt</c>.</param>
/// <param name="Cause">Why.</param>
/// <param name="MessageId">The event's message id where an event is the cause, else empty.</param>
/// <param name="Event">The event's name where an event is the cause, else empty.</param>
public readonly record struct Migration(
    long Position,
    int Ordinal,
    CustomerId Customer,
    long Sequence,
    int CatalogVersion,
    int Unit,
    int From,
    int To,
    long AtMs,
    CauseKind Cause,
    ReadOnlyMemory<byte> MessageId,
    ReadOnlyMemory<byte> Event)
{
    /// <summary>Outside every segment of the unit.</summary>
    public const int None = -1;
}
