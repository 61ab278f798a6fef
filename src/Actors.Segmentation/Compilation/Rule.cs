namespace Actors.Segmentation.Compilation;

/// <summary>A compiled condition.</summary>
internal abstract class Rule
{
    /// <summary>Whether it holds at the scope's instant.</summary>
    /// <param name="until">An instant after now before which the answer cannot change without a record; <see cref="long.MaxValue"/>: never.
    /// It may come early (the answer is then found unchanged), never late.</param>
    public abstract bool Holds(ref Scope scope, out long until);

    /// <summary>Whether evaluating costs so little that remembering the answer gains nothing.</summary>
    public virtual bool IsCheap => false;

    /// <summary>Terms of a conjunction are tried by ascending weight: one that settles the answer for ever spares the others.</summary>
    public virtual int Weight => 10;
}
