using System.CommandLine;
using Actors.ClusterServer.Commands;
using Actors.Hosting.Options;

var root = new RootCommand("Actors: live micro-segmentation of a shop's customers, as one silo of a cluster.") { ServeCommand.Make() };
ParseResult line = root.Parse(args);
// Ctrl-C and SIGTERM are the command's own affair: handing partitions over may take longer than the library would wait.
int code = await line.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
return line.Errors.Count > 0 ? ExitCodes.Usage : code;
