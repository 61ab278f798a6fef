using Actors.Hosting.Options;

namespace Actors.ClusterServer.Running;

/// <summary>
/// The end of a silo that the others have declared dead, as one that stood still for too long: its partitions are others' already, and
/// it can only come back as a new one.
/// </summary>
internal sealed class LeftBehind : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        Console.Error.WriteLine($"actors: this silo ends, to be started again: {context} {exception}".TrimEnd());
        Environment.Exit(ExitCodes.LeftBehind);
    }
}
