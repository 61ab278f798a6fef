using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary>A property of the event, of the current row's element where the path leads through it.</summary>
/// <param name="path">Names in NFC UTF-8.</param>
/// <param name="isAmount">A text that reads as a number is that number (price, quantity, revenue, total, value).</param>
/// <param name="sharedWithRow">How many leading names the path shares with the one that makes the rows.</param>
internal sealed class PropertyOperand(byte[][] path, bool isAmount, int sharedWithRow) : Operand
{
    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        change = long.MaxValue;
        DocValue at = new(scope.Properties);
        int depth = 0;
        if (IsBound(scope.InnerDepth))
        {
            at = new DocValue(scope.InnerRow);
            depth = scope.InnerDepth;
        }
        else if (IsBound(scope.OuterDepth))
        {
            at = new DocValue(scope.OuterRow);
            depth = scope.OuterDepth;
        }
        value = Paths.Read(at, path.AsSpan(depth), isAmount);
    }

    // The array itself is no element of itself: only longer paths lead through it.
    private bool IsBound(int depth) => depth > 0 && depth <= sharedWithRow && depth < path.Length;
}

/// <summary>A property of the element that the innermost any or all looks at.</summary>
internal sealed class ElementOperand(byte[][] path, bool isAmount) : Operand
{
    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        change = long.MaxValue;
        value = Paths.Read(new DocValue(scope.Element), path, isAmount);
    }
}

internal sealed class ContextOperand(byte[][] path) : Operand
{
    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        change = long.MaxValue;
        value = Paths.Read(new DocValue(scope.Context), path, isAmount: false);
    }
}

internal sealed class TimestampOperand : Operand
{
    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        change = long.MaxValue;
        value = Datum.Instant(scope.Timestamp);
    }
}

/// <summary>Follows names into a document.</summary>
internal static class Paths
{
    public static Datum Read(DocValue at, ReadOnlySpan<byte[]> path, bool isAmount)
    {
        foreach (byte[] name in path) at = at[name];
        return isAmount ? Datum.OfAmount(at) : Datum.Of(at);
    }
}
