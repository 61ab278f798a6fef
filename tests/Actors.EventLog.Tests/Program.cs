using Actors.EventLog.Tests.Processes;

// dotnet Actors.EventLog.Tests.dll append FOLDER appends without end and prints what is acknowledged; a test kills it
//  dotnet Actors.EventLog.Tests.dll probe [logs] [bytes] [s]   appends for some seconds and prints the throughput
// dotnet Actors.EventLog.Tests.dll probe caches               the same for customer states and fingerprints
return args switch
{
    ["append", var folder] => await Appender.Run(folder),
    ["probe", "caches"] => await CacheProbe.Run(),
    ["probe", .. var rest] => await Probe.Run(rest),
    _ => 2,
};
