using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Engine.Seam;

/// <summary>Where customers' states are saved: a table row, or a grain's state.</summary>
public interface ICustomerStates
{
    ValueTask<StoredState?> Load(CustomerId id);

    /// <summary>Saves the words as they are now; completes when they are saved.</summary>
    /// <param name="id">Whose they are.</param>
    /// <param name="applied">Input position they stand at; a saved state of a later one stays.</param>
    /// <param name="words">The state; the caller's again when this returns.</param>
    ValueTask Save(CustomerId id, long applied, ReadOnlySpan<long> words);
}
