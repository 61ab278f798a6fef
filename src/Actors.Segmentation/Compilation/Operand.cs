namespace Actors.Segmentation.Compilation;

/// <summary>A compiled value.</summary>
internal abstract class Operand
{
    /// <summary>Whether only records change the value.</summary>
    public virtual bool IsTimeless => false;

    /// <summary>Reads the value at the scope's instant.</summary>
    /// <param name="value">The value; a view into the state or the event.</param>
    /// <param name="change">The next instant at which it may change without a record; <see cref="long.MaxValue"/>: never.</param>
    public abstract void Read(ref Scope scope, out Datum value, out long change);
}
