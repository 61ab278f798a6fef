using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Options;

/// <summary>
/// One setting with its three places: the command line (<c>--write-key</c>) wins over the environment
/// (<c>ACTORS_WRITE_KEY</c>), which wins over
/// <c>appsettings.json</c> (<c>writeKey</c>).
/// </summary>
internal sealed class Setting(string name, string description, bool isSwitch = false)
{
    public Option Option { get; } = isSwitch
        ? new Option<bool>("--" + name) { Description = description }
        : new Option<string?>("--" + name)
        { Description = description, HelpName = name.Split('-')[^1].ToUpperInvariant() };

    public string Environment { get; } = "ACTORS_" + name.Replace('-', '_').ToUpperInvariant();

    public string Key { get; } =
        string.Concat(name.Split('-').Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>Null: set nowhere.</summary>
    public string? Text(ParseResult line, IConfiguration file)
    {
        if (line.GetResult(Option) is OptionResult { Implicit: false })
        {
            return Option is Option<bool> flag ? line.GetValue(flag) ? "true" : "false"
                : line.GetValue((Option<string?>)Option);
        }
        string? value = System.Environment.GetEnvironmentVariable(Environment);
        return string.IsNullOrEmpty(value) ? file[Key] : value;
    }

    /// <exception cref="SettingException">It is set to something that is no number.</exception>
    public double? Number(ParseResult line, IConfiguration file) =>
        Text(line, file) is not { } text ? null
        : double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out double number) ? number
        : throw Wrong(text, "a number is expected");

    public bool Flag(ParseResult line, IConfiguration file) => Text(line, file) switch
    {
        null or "" or "false" or "False" or "0" => false,
        "true" or "True" or "1" => true,
        { } other => throw Wrong(other, "true or false is expected"),
    };

    public SettingException Wrong(string value, string detail) =>
        new($"--{name} ({Environment}, {Key}): \"{value}\": {detail}");
}

/// <summary>A setting has a value it cannot have; the message names it.</summary>
internal sealed class SettingException(string message) : Exception(message);
