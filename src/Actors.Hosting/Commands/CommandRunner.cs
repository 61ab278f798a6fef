using System.CommandLine;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Hosting.Options;
using Actors.Hosting.Running;

namespace Actors.Hosting.Commands;

/// <summary>Runs a command's work; what can go wrong in foreseen ways becomes one sentence and an exit code.</summary>
internal static class CommandRunner
{
    public static void AddSettings(this Command command, IEnumerable<Setting> settings)
    {
        foreach (Setting setting in settings)
        {
            command.Options.Add(setting.Option);
        }
    }

    /// <param name="codeOf">Exit codes of a program's own exceptions; null of one it does not know.</param>
    public static void SetWork(
        this Command command, Func<ParseResult, Shutdown, Task<int>> work, Func<Exception, int?>? codeOf = null) =>
        command.SetAction(async (line, _) =>
    {
        using var shutdown = new Shutdown();
        try
        {
            return await work(line, shutdown);
        }
        catch (OperationCanceledException) when (shutdown.Token.IsCancellationRequested)
        {
            return Tell("interrupted", ExitCodes.Interrupted);
        }
        catch (Exception fault) when ((codeOf?.Invoke(fault) ?? CodeOf(fault)) is { } code)
        {
            return Tell(fault.Message, code);
        }
    });

    private static int? CodeOf(Exception fault) => fault switch
    {
        SettingException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException =>
            ExitCodes.Usage,
        InvalidDefinitionsException => ExitCodes.Invalid,
        FolderInUseException => ExitCodes.FolderInUse,
        StorageException or PartitionUnavailableException => ExitCodes.Storage,
        HttpRequestException => ExitCodes.Network,
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => ExitCodes.Network,
        InvalidDataException or IOException => ExitCodes.Failed,
        _ => null,
    };

    private static int Tell(string message, int code)
    {
        Console.Error.WriteLine($"actors: {message}");
        return code;
    }
}
