using System.CommandLine;
using Actors.Hosting.Options;
using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Tests.Options;

/// <summary>One setting, three places, and an error that names them all.</summary>
public sealed class SettingTests
{
    private static readonly Setting Room = new("room-size", "How much room there is");
    private static readonly Setting Open = new("is-open", "Whether it is open", isSwitch: true);

    [Fact]
    public void The_command_line_wins_over_the_environment_which_wins_over_the_file()
    {
        IConfiguration file = File(("roomSize", "3"));
        Room.Text(Line(), file).ShouldBe("3");
        InEnvironment("ACTORS_ROOM_SIZE", "2", () =>
        {
            Room.Text(Line(), file).ShouldBe("2");
            Room.Text(Line("--room-size", "1"), file).ShouldBe("1");
        });
        InEnvironment("ACTORS_ROOM_SIZE", "", () => Room.Text(Line(), file).ShouldBe("3"));
        Room.Text(Line(), File()).ShouldBeNull();
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void A_switch_may_be_written_out(string text, bool expected) =>
        Open.Flag(Line(), File(("isOpen", text))).ShouldBe(expected);

    [Fact]
    public void A_switch_on_the_command_line_needs_no_value() => Open.Flag(Line("--is-open"), File(("isOpen", "false"))).ShouldBeTrue();

    [Fact]
    public void What_is_wrong_is_told_with_the_settings_three_names()
    {
        string said = Should.Throw<SettingException>(() => Room.Number(Line("--room-size", "big"), File())).Message;
        foreach (string part in (string[])["--room-size", "ACTORS_ROOM_SIZE", "roomSize", "\"big\"", "a number"])
        {
            said.ShouldContain(part);
        }
        Should.Throw<SettingException>(() => Open.Flag(Line(), File(("isOpen", "perhaps")))).Message.ShouldContain("--is-open");
    }

    [Theory]
    [InlineData("azure:https://a.blob.core.windows.net/c", "https://a.blob.core.windows.net/c")]
    [InlineData("azure:", "")]
    [InlineData("./data", null)]
    [InlineData("Azure:x", null)]
    public void A_place_with_a_scheme_is_a_containers_address(string data, string? address) =>
        DataPlace.AzureAddress(data).ShouldBe(address);

    private static ParseResult Line(params string[] words)
    {
        var command = new RootCommand { Room.Option, Open.Option };
        return command.Parse(words);
    }

    private static IConfigurationRoot File(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value))).Build();

    private static void InEnvironment(string name, string value, Action act)
    {
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            act();
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }
}
