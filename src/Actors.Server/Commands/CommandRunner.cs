using System.CommandLine;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Server.Hosting;
using Actors.Server.Import.Csv;
using Actors.Server.Import.Expressions;
using Actors.Server.Options;

namespace Actors.Server.Commands;

/// <summary>Runs a command's work; what can go wrong in foreseen ways becomes one sentence and an exit code.</summary>
internal static class CommandRunner
{
    public static void SetWork(this Command command, Func<ParseResult, Shutdown, Task<int>> work) =>
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
        catch (Exception fault) when (CodeOf(fault) is { } code)
        {
            return Tell(fault.Message, code);
        }
    });

    private static int? CodeOf(Exception fault) => fault switch
    {
        SettingException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException =>
            ExitCodes.Usage,
        InvalidDefinitionsException or MappingException => ExitCodes.Invalid,
        FolderInUseException => ExitCodes.FolderInUse,
        StorageException or PartitionUnavailableException => ExitCodes.Storage,
        HttpRequestException => ExitCodes.Network,
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => ExitCodes.Network,
        CsvFormatException or InvalidDataException or IOException => ExitCodes.Failed,
        _ => null,
    };

    private static int Tell(string message, int code)
    {
        Console.Error.WriteLine($"actors: {message}");
        return code;
    }
}
