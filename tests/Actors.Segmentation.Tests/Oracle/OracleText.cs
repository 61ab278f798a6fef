using System.Text.Json.Nodes;
using Actors.Segmentation.Tests.Deciding;
using Actors.Segmentation.Values;
using NodaTime;
using NodaTime.Text;

namespace Actors.Segmentation.Tests.Oracle;

/// <summary>A value of the oracle as features are shown.</summary>
internal static class OracleText
{
    private static readonly InstantPattern Instants = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");

    public static string Of(object? value) => value switch
    {
        null => "missing",
        bool flag => flag ? "true" : "false",
        Fraction number => new Amount((Int128)(number.Rounded().Numerator * (1_000_000 / number.Rounded().Denominator))).ToString(),
        long instant => $"\"{Instants.Format(Instant.FromUnixTimeMilliseconds(instant))}\"",
        JsonNode node => Trial.Json(Trial.Make(1, Segmentation.Records.RecordKind.Event, "", 0, 0, node.ToJsonString()).Body.Span),
        string text => Trial.Json(Trial.Make(1, Segmentation.Records.RecordKind.Event, "", 0, 0, JsonValue.Create(text).ToJsonString()).Body.Span),
        _ => throw new NotSupportedException(value.GetType().Name),
    };
}
