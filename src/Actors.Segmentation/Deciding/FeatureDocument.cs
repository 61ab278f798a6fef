using System.Text;
using Actors.Segmentation.Compilation;
using NodaTime;
using NodaTime.Text;

namespace Actors.Segmentation.Deciding;

/// <summary>Turns a value into a document to be shown: instants become texts, quotients are rounded to millionths.</summary>
internal static class FeatureDocument
{
    private static readonly InstantPattern Instants = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>The value at the scope's instant; null when it is missing, or cannot be evaluated.</summary>
    public static ReadOnlyMemory<byte>? Of(Operand operand, ref Scope scope)
    {
        try
        {
            operand.Read(ref scope, out Datum value, out _);
            return Of(value, scope.Work);
        }
        catch (Exception e) when (Failure.IsOfRule(e))
        {
            return null;
        }
    }

    /// <summary>Null when the value is missing.</summary>
    private static ReadOnlyMemory<byte>? Of(in Datum value, Workspace work) => value.Kind switch
    {
        DatumKind.Missing => null,
        DatumKind.Instant or DatumKind.Day => Text(Instants.Format(Instant.FromUnixTimeMilliseconds(value.Ms)), work),
        DatumKind.Number when value.Ratio is not null || value.Divisor != 1 => Rounded(Ratio.Of(value), work),
        _ => work.Document(value).ToArray(),
    };

    private static ReadOnlyMemory<byte>? Rounded(Ratio ratio, Workspace work) =>
        ratio.Rounded() is { } amount ? work.Document(Datum.Number(amount.Millionths)).ToArray() : null;

    private static ReadOnlyMemory<byte> Text(string text, Workspace work) =>
        work.Document(Datum.Text(Encoding.UTF8.GetBytes(text))).ToArray();
}
