using Actors.Benchmarks.Decide;

return args switch
{
    ["decide", .. string[] rest] => DecideBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("decide [customers] [segments…]   events decided per second on one core");
    return 1;
}
