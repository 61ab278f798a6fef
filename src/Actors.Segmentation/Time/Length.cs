using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Time;

/// <summary>A duration: fixed milliseconds, or calendar months.</summary>
internal readonly record struct Length(long Ms, int Months)
{
    public static Length Of(DurationLiteral literal) => new(literal.Milliseconds, literal.Months);

    public bool IsFixed => Months == 0;

    /// <summary>The specification's <c>plus(from, this)</c>.</summary>
    public long After(Calendar calendar, long from) => Months == 0 ? from + Ms : calendar.Plus(from, Months);

    public override string ToString() => Months == 0 ? $"{Ms}ms" : $"{Months}mo";
}
