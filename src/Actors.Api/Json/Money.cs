using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Segmentation.Values;

namespace Actors.Api.Json;

/// <summary>An exact amount in the catalog's currency, on the wire a JSON number with up to six decimals.</summary>
[JsonConverter(typeof(MoneyConverter))]
public readonly record struct Money(Int128 Millionths)
{
    /// <summary>A share of the amount, rounded half-even; null for no shares.</summary>
    public Money? Per(long shares)
    {
        if (shares <= 0)
        {
            return null;
        }
        (Int128 quotient, Int128 rest) = Int128.DivRem(Millionths, shares);
        Int128 twice = Int128.Abs(rest) * 2;
        bool away = twice > shares || (twice == shares && !Int128.IsEvenInteger(quotient));
        return new Money(away ? quotient + Int128.Sign(Millionths) : quotient);
    }

    public override string ToString() => new Amount(Millionths).ToString();
}

internal sealed class MoneyConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && Amount.TryParse(reader.ValueSpan, out Amount amount)
            ? new Money(amount.Millionths)
            : throw new JsonException("an amount is expected");

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString(), skipInputValidation: true);
}
