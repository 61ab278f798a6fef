using System.Globalization;
using System.Numerics;
using System.Text;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Tests.Values;

public class AmountTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.0e5", "0")]
    [InlineData("12.50", "12.5")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E+2", "150")]
    [InlineData("2500000e-6", "2.5")]
    [InlineData("0.0000005", "0")]
    [InlineData("0.0000015", "0.000002")]
    [InlineData("0.00000050000000000000000000000000000000000000000000001", "0.000001")]
    [InlineData("1e-400", "0")]
    [InlineData("0e999999999999999999999", "0")]
    [InlineData("1000000000000000000000000", "1000000000000000000000000")]
    [InlineData("0.1234565", "0.123456")]
    [InlineData("-0.1234575", "-0.123458")]
    public void Json_numbers_are_read_half_even(string text, string canonical)
    {
        Amount.TryParse(text, out Amount amount).ShouldBeTrue();
        amount.ToString().ShouldBe(canonical);
        Amount.TryParse(Encoding.UTF8.GetBytes(text), out Amount fromBytes).ShouldBeTrue();
        fromBytes.ShouldBe(amount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1_0")]
    [InlineData("NaN")]
    [InlineData("0x1")]
    [InlineData("1,5")]
    [InlineData("١")]
    [InlineData("1e25")]
    [InlineData("1000000000000000000000000.000001")]
    [InlineData("1e99999999999999999999")]
    public void Other_texts_and_numbers_beyond_the_bound_are_refused(string text)
    {
        Amount.TryParse(text, out _).ShouldBeFalse();
        Amount.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();
    }

    [Fact]
    public void Canonical_text_is_read_back_as_the_same_amount()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            Amount amount = Any(random, 90);
            Amount.TryParseExact(amount.ToString(), out Amount again).ShouldBeTrue(amount.ToString());
            again.ShouldBe(amount);
        }
    }

    [Fact]
    public void Decimals_are_read_as_the_runtime_reads_them()
    {
        var random = new Random(2);
        for (int i = 0; i < 20_000; i++)
        {
            decimal value = (decimal)random.NextInt64(-1_000_000_000_000, 1_000_000_000_000) / 1_000_000_000;
            string text = value.ToString(CultureInfo.InvariantCulture);
            Amount.TryParse(text, out Amount amount).ShouldBeTrue();
            amount.Millionths.ShouldBe((Int128)decimal.Round(value * 1_000_000, 0, MidpointRounding.ToEven), text);
        }
    }

    [Fact]
    public void Products_and_quotients_are_rounded_half_even()
    {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++)
        {
            Amount left = Any(random, random.Next(1, 90));
            Amount right = Any(random, random.Next(1, 90));
            Amount.Multiply(left, right)
                .ShouldBe(Rounded((BigInteger)left.Millionths * right.Millionths, Amount.Scale));
            if (right == Amount.Zero) continue;
            Amount.Divide(left, right).ShouldBe(Rounded((BigInteger)left.Millionths * Amount.Scale, right.Millionths));
        }
    }

    [Fact]
    public void Dividing_by_zero_is_missing()
    {
        Amount.Divide(Amount.One, Amount.Zero).ShouldBeNull();
        Amount.Multiply(Amount.MaxReadable, Amount.MaxReadable).ShouldBeNull();
    }

    private static Amount Any(Random random, int bits)
    {
        Int128 magnitude = new Int128((ulong)random.NextInt64(), (ulong)random.NextInt64()) >> (127 - bits);
        magnitude = Int128.Min(magnitude, Amount.MaxReadable.Millionths);
        return new Amount(random.Next(2) == 0 ? magnitude : -magnitude);
    }

    // Twice the value, floored and stepped: another way than the one under test.
    private static Amount? Rounded(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.Sign < 0) (numerator, denominator) = (-numerator, -denominator);
        BigInteger floor = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        if (rest.Sign < 0) (floor, rest) = (floor - 1, rest + denominator);
        int half = (2 * rest).CompareTo(denominator);
        if (half > 0 || (half == 0 && !floor.IsEven)) floor += 1;
        return BigInteger.Abs(floor) > (BigInteger)Int128.MaxValue ? null : new Amount((Int128)floor);
    }
}
