using Actors.Server.Tests.Processes;
using Xunit.Abstractions;

namespace Actors.Cluster.Tests.Processes;

/// <summary>
/// Three silos as processes of their own, over PostgreSQL and the storage emulator, while a shop sells at all of them: whatever happens to one, what was
/// acknowledged is there once, and the migrations are those of a single server that got the same calls.
/// </summary>
public sealed class SiloProcessTests(ITestOutputHelper output)
{
    private const int LeftBehind = 8;

    [ClusterFact]
    public Task A_silo_that_is_killed_takes_nothing_with_it() => WhileSelling(async silos =>
    {
        ServerProcess killed = silos.Running[1];
        await killed.Kill();
        silos.Forget(killed);
        await EverybodyIsThere(silos.Running[0]);
    });

    [ClusterFact]
    public Task A_silo_that_stands_still_until_others_have_its_customers_says_nothing_of_the_past() => WhileSelling(async silos =>
    {
        ServerProcess stale = silos.Running[2];
        await stale.Pause();
        silos.Forget(stale);
        await EverybodyIsThere(silos.Running[0]);
        int[] known = await Rounds(silos.Running[0]);
        await stale.Resume();
        int answered = await AskUntilItEnds(stale, known);
        output.WriteLine($"{answered} answers of the silo that came back");
        (await stale.Exited()).ShouldBe(LeftBehind);
        stale.Said.ShouldContain(line => line.Contains("to be started again"));
        await silos.Add();
    });

    [ClusterFact]
    public Task A_silo_that_is_added_gets_its_share_and_one_that_is_stopped_hands_its_over() => WhileSelling(async silos =>
    {
        ServerProcess added = await silos.Add();
        await EverybodyIsThere(added);
        ServerProcess stopped = silos.Running[0];
        silos.Forget(stopped);
        (await stopped.Stop()).ShouldBe(0);
        await EverybodyIsThere(silos.Running[0]);
    });

    /// <summary>A fifth of all sales before, some while it happens, the rest after; then everything is looked at.</summary>
    private async Task WhileSelling(Func<SiloProcesses, Task> happens)
    {
        await using SiloProcesses silos = await SiloProcesses.Start(3);
        await Purchases.Define(silos.Running[0]);
        var purchases = new Purchases();
        await purchases.Send(4, () => silos.Running);
        Task happening = happens(silos);
        await purchases.SendWhile(happening, () => silos.Running);
        await purchases.Send(4, () => silos.Running);
        output.WriteLine($"{purchases.Sent} calls acknowledged");
        await purchases.SendAllAgain(silos.Running);
        foreach (ServerProcess silo in silos.Running)
        {
            await purchases.ShouldBeKeptOnce(silo);
        }
        SortedDictionary<string, string[]> expected = await purchases.OnASingleServer();
        expected.Count.ShouldBe(Purchases.Customers);
        foreach (ServerProcess silo in silos.Running)
        {
            (await Feeds.Read(silo, expected.Values.Sum(moves => moves.Length))).ShouldTellTheSameAs(expected);
        }
        foreach (string line in silos.Running.SelectMany(silo => silo.Said).Take(40))
        {
            output.WriteLine(line);
        }
    }

    /// <summary>Every customer can be asked for: every partition lives, and has replayed.</summary>
    private static Task EverybodyIsThere(ServerProcess silo) => Rounds(silo);

    private static Task<int[]> Rounds(ServerProcess silo) =>
        Task.WhenAll(Enumerable.Range(0, Purchases.Customers).Select(customer => RoundOf(silo, customer)));

    private static async Task<int> RoundOf(ServerProcess silo, int customer)
    {
        while (true)
        {
            // Each question takes its time.
            if (await Purchases.LastRound(silo, customer) is { } round)
            {
                return round;
            }
        }
    }

    /// <summary>While it runs, what a silo says of a customer is no older than what another has said before.</summary>
    private static async Task<int> AskUntilItEnds(ServerProcess silo, int[] known)
    {
        int answered = 0;
        for (int customer = 0; !silo.HasExited; customer = (customer + 1) % Purchases.Customers)
        {
            if (await Purchases.LastRound(silo, customer) is { } round)
            {
                round.ShouldBeGreaterThanOrEqualTo(known[customer], $"customer {customer}");
                answered++;
            }
        }
        return answered;
    }
}
