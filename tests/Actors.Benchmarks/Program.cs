using System.Globalization;
using System.Text.Json;
using Actors.Benchmarks;
using Actors.Benchmarks.Ingest;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Memory;
using Actors.Benchmarks.Reporting;

var commands = new Dictionary<string, Func<Options, Task<IReadOnlyList<Row>>>>(StringComparer.Ordinal)
{
    ["decide"] = Suite.Decide,
    ["mixed"] = Suite.Mixed,
    ["ingest"] = Suite.Ingest,
    ["memory"] = Suite.Memory,
    ["recovery"] = Suite.Recovery,
    ["latency"] = Suite.Latency,
    ["activate"] = Suite.Activate,
    ["all"] = Suite.All,
};

// Other roles of this program, in processes that a benchmark starts.
switch (args)
{
    case ["hold", var data, var customers]:
        return await Holder.Run(data, int.Parse(customers, CultureInfo.InvariantCulture));
    case ["baseline", var url]:
        await BaselineServer.Run(url);
        return 0;
    case ["load", .. var plan]:
        Console.WriteLine(JsonSerializer.Serialize(await LoadGenerator.Run(LoadPlan.FromArguments(plan))));
        return 0;
}

try
{
    if (args is not [var name, ..] || !commands.TryGetValue(name, out Func<Options, Task<IReadOnlyList<Row>>>? run))
    {
        throw new FormatException($"one of {string.Join(", ", commands.Keys)} is expected");
    }
    IReadOnlyList<Row> rows = await run(Options.Parse(args.AsSpan(1)));
    Table.Print(string.Join(' ', args), rows, Console.Out);
    return 0;
}
catch (InvalidOperationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync(
        $"{e.Message}\nusage: Actors.Benchmarks {string.Join('|', commands.Keys)} {Options.Usage}");
    return 2;
}
