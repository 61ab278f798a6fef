using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Engine.Seam;

/// <summary>Where customers' states are saved: a table row, or a grain's state.</summary>
public interface ICustomerStates
{
    ValueTask<StoredState?> Load(CustomerId id);

    /// <summary>Saves; false unless <see cref="StoredState.Applied"/> grows.</summary>
    ValueTask<bool> Save(CustomerId id, StoredState state);
}
