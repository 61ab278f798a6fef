using Actors.Segmentation.Compilation;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Segmentation.Deciding;

/// <summary>One record being applied to one customer.</summary>
internal ref struct Decision
{
    public Block Block;
    public Scope Scope;
    public DecisionSink Sink;
    public CustomerId Customer;
    public long Position;

    /// <summary>Number of the next migration within the record.</summary>
    public int Ordinal;

    public CauseKind Cause;
    public ReadOnlyMemory<byte> MessageId;
    public ReadOnlyMemory<byte> Event;

    /// <summary>Memberships come from <see cref="Facts"/>; rules only tell when they fall due next.</summary>
    public bool Adopts;
    public ReadOnlySpan<Migration> Facts;
}
