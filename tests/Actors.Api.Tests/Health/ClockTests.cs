using System.Globalization;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Health;

public sealed class ClockTests
{
    private const string Call = """{"userId":"ada","event":"Seen"}""";

    [Fact]
    public async Task A_jump_of_the_clock_stops_events_until_an_admin_confirms_it()
    {
        var time = new MovableWallClock();
        await using ApiHost host = await ApiHost.Start(time: time);
        using HttpClient anybody = host.NewClient();
        time.Jump(TimeSpan.FromDays(2));
        JsonNode ready = await anybody.GetAsync("/health/ready").Problem(503);
        ready.Text("detail").ShouldContain("jumped by 1728");
        (await host.Track("track", Call).Problem(503)).Text("detail").ShouldContain("jumped by 1728");
        (await host.Client.GetStringAsync("/metrics")).ShouldContain("\nactors_clock_held 1\n");
        await anybody.PostAsync("/api/time:confirm", null).Problem(401);

        JsonNode told = await host.Client.PostAsync("/api/time:confirm", null).Json();
        told["virtual"]!.GetValue<bool>().ShouldBeFalse();
        DateTimeOffset.Parse(told.Text("now"), CultureInfo.InvariantCulture).ShouldBe(time.GetUtcNow(), TimeSpan.FromMinutes(1));
        (await anybody.GetAsync("/health/ready").Json()).Text("status").ShouldBe("ready");
        await host.Track("track", Call).Json();
        (await host.Client.GetStringAsync("/metrics")).ShouldContain("\nactors_clock_held 0\n");
        await host.Client.PostAsync("/api/time:confirm", null).Json();
    }

    [Fact]
    public async Task Only_a_wall_clock_is_confirmed()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        await host.Client.PostAsync("/api/time:confirm", null).Problem(409);
    }
}
