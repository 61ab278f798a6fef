using Xunit.Abstractions;

namespace Actors.Server.Tests.Processes;

/// <summary>
/// Servers that die one after the other over the same data under load: what they acknowledged is there, once, and the
/// feed goes on where it was.
/// </summary>
internal sealed class KillScenario(string data, ITestOutputHelper output)
{
    private readonly OrderTraffic _traffic = new();

    /// <param name="batches">Acknowledged batches after which each server is killed.</param>
    public async Task Run(params int[] batches)
    {
        foreach (int enough in batches)
        {
            await using ServerProcess server = await ServerProcess.Serve(data);
            await OrderTraffic.Define(server);
            await KillUnderLoad(server, enough);
            output.WriteLine($"{_traffic.Acknowledged} batches acknowledged of {_traffic.Sent} sent");
        }
        await using ServerProcess last = await ServerProcess.Serve(data);
        await _traffic.ShouldHaveAllAcknowledged(last);
        await _traffic.SendAllAgain(last);
        await _traffic.ShouldHaveAllOnce(last);
    }

    /// <summary>Four senders at once; the server is killed when a number of batches has been acknowledged.</summary>
    private async Task KillUnderLoad(ServerProcess server, int batches)
    {
        int heard = 0;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task Sender()
        {
            while (!enough.Task.IsCompleted && await _traffic.SendNext(server))
            {
                if (Interlocked.Increment(ref heard) >= batches)
                {
                    enough.TrySetResult();
                }
            }
        }
        Task senders = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Sender()));
        await await Task.WhenAny(enough.Task, senders);
        await server.Kill();
        await senders;
    }
}
