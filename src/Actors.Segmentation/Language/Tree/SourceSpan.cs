namespace Actors.Segmentation.Language.Tree;

/// <summary>
/// Where a piece of a definition stands in its text. All spans are equal to one another: a place is no part of the
/// meaning, so trees compare by structure alone and equal sub-expressions are found with a plain dictionary.
/// </summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1, in characters (Unicode scalar values, not UTF-16 units).</param>
/// <param name="Length">Length in characters.</param>
/// <param name="Start">Offset of the first UTF-16 unit in the text.</param>
/// <param name="End">Offset after the last UTF-16 unit in the text.</param>
public readonly record struct SourceSpan(int Line, int Column, int Length, int Start, int End)
{
    public bool Equals(SourceSpan other) => true;

    public override int GetHashCode() => 0;

    public override string ToString() => $"{Line}:{Column}";
}
