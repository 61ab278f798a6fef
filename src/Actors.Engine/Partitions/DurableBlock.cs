using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>A block of the input log that is durable and waits to be applied.</summary>
/// <param name="Slots">Per record: its customer in the index; −1: none.</param>
/// <param name="DurableAt">Reading of the meter's clock.</param>
/// <param name="Rented">The array behind <paramref name="Records"/>, to be given back once they are applied.</param>
internal sealed record DurableBlock(ReadOnlyMemory<Record> Records, ReadOnlyMemory<int> Slots, long DurableAt, Record[] Rented)
{
    /// <summary>Records that concern a customer: they hold room in the lane.</summary>
    public int Customers
    {
        get
        {
            int customers = 0;
            foreach (int slot in Slots.Span)
            {
                customers += slot >= 0 ? 1 : 0;
            }
            return customers;
        }
    }

    /// <summary>Whether a catalog's activation is in it.</summary>
    public bool Activates
    {
        get
        {
            foreach (ref readonly Record record in Records.Span)
            {
                if (record.Kind == RecordKind.Activate)
                {
                    return true;
                }
            }
            return false;
        }
    }
}
