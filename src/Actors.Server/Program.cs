using System.CommandLine;
using Actors.Hosting.Options;
using Actors.Server.Commands;

var root = new RootCommand("Actors: live micro-segmentation of a shop's customers.")
{
    ServeCommand.Make(),
    DemoCommand.Make(),
    ReplayCommand.Make(),
    ImportCommand.Make(),
    CatalogCommand.Make(),
};

ParseResult line = root.Parse(args);
// Ctrl-C and SIGTERM are the commands' own affair: a clean stop may take longer than the library would wait.
int code = await line.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
return line.Errors.Count > 0 ? ExitCodes.Usage : code;
