using System.CommandLine;

namespace Actors.Hosting.Options;

/// <summary>Options of single commands.</summary>
internal static class CommandOption
{
    /// <summary>An option that has a value even where the command line has none.</summary>
    public static Option<T> WithDefault<T>(string name, string description, T value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    public static Option<T?> Optional<T>(string name, string description) => new(name) { Description = description };
}
