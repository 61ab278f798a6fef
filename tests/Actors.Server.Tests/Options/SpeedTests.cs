using Actors.Server.Options;

namespace Actors.Server.Tests.Options;

public class SpeedTests
{
    [Theory]
    [InlineData("max", double.PositiveInfinity)]
    [InlineData("1000x", 1000)]
    [InlineData("1d/s", 86_400)]
    [InlineData("6h/s", 21_600)]
    [InlineData("0.5d/s", 43_200)]
    public void A_speed_is_virtual_time_per_real_time(string text, double expected) =>
        Speed.Parse(text).ShouldBe(expected);

    [Theory]
    [InlineData("fast")]
    [InlineData("-1x")]
    [InlineData("0x")]
    [InlineData("d/s")]
    [InlineData("")]
    public void What_is_no_speed_is_none(string text) => Speed.Parse(text).ShouldBeNull();
}
