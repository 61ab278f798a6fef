using Actors.Api.Json;

namespace Actors.Api.Tests.Json;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-11-21T10:00:00Z", "2026-11-21T10:00:00.000Z")]
    [InlineData("2026-11-21t10:00:00.1z", "2026-11-21T10:00:00.100Z")]
    [InlineData("2026-11-21 10:00:00.123456789+02:00", "2026-11-21T08:00:00.123Z")]
    [InlineData("2026-11-21T10:00:00-0530", "2026-11-21T15:30:00.000Z")]
    [InlineData("2024-02-29T23:59:60Z", "2024-03-01T00:00:00.000Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    public void Instants_are_read(string text, string instant)
    {
        Rfc3339.TryParse(text, out long ms).ShouldBeTrue();
        Rfc3339.Format(ms).ShouldBe(instant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-21")]
    [InlineData("2026-11-21T10:00:00")]
    [InlineData("2026-11-21T10:00:00.Z")]
    [InlineData("2026-11-21T10:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2025-02-29T00:00:00Z")]
    [InlineData("2026-11-21T24:00:00Z")]
    [InlineData("2026-11-21T10:60:00Z")]
    [InlineData("2026-11-21T10:00:61Z")]
    [InlineData("2026-11-21T10:00:00+24:00")]
    [InlineData("2026-11-21T10:00:00+2:00")]
    [InlineData("2026-11-21T10:00:00 Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("٢٠٢٦-11-21T10:00:00Z")]
    [InlineData("+026-11-21T10:00:00Z")]
    public void What_is_no_instant_is_refused(string text) => Rfc3339.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Every_day_of_four_centuries_agrees_with_the_calendar()
    {
        for (var day = new DateTime(1900, 1, 1, 12, 34, 56, 789, DateTimeKind.Utc); day.Year < 2300; day = day.AddDays(1))
        {
            Rfc3339.TryParse(day.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"), out long ms).ShouldBeTrue();
            if (ms != new DateTimeOffset(day).ToUnixTimeMilliseconds())
            {
                Assert.Fail($"{day:O}");
            }
        }
    }
}
