using Actors.Engine.Seam;

namespace Actors.Conformance.Hostile.Nodes;

/// <summary>What happens to the processes: they die, pause and come back, and partitions move, with and without a word.</summary>
internal sealed class ClusterLife(ClusterParts parts, Node[] nodes)
{
    private const double DeathPerLook = 0.004;
    private const double PausePerLook = 0.008;
    private const double MovePerLook = 0.015;
    private const double CrashMovePerLook = 0.004;
    private bool _ended;

    private Pump Pump => parts.Pump;

    private Chaos Chaos => parts.Chaos;

    /// <summary>Goes on until <see cref="End"/>.</summary>
    public async Task Live()
    {
        while (!_ended)
        {
            await Pump.Delay(10 + Chaos.Next(60));
            TickAll();
            if (Chaos.Chance(DeathPerLook))
            {
                await Die(Chaos.Next(nodes.Length));
            }
            if (Chaos.Chance(PausePerLook))
            {
                _ = Pause(nodes[Chaos.Next(nodes.Length)]);
            }
            if (Chaos.Chance(MovePerLook))
            {
                _ = HandOver(Chaos.Next(parts.Partitions));
            }
            if (Chaos.Chance(CrashMovePerLook))
            {
                // The cluster believes that an owner is gone, and it is not.
                Move(Chaos.Next(parts.Partitions));
            }
            await Mend();
        }
    }

    public void End()
    {
        _ended = true;
        foreach (Node node in nodes)
        {
            node.Process.Die();
        }
    }

    /// <summary>Whoever stands still goes on.</summary>
    public void ResumeAll()
    {
        foreach (Node node in nodes.Where(node => node.Process.IsPaused))
        {
            node.Process.Resume();
        }
    }

    private void TickAll()
    {
        long now = parts.Clock.NowMs;
        foreach (Node node in nodes.Where(node => !node.Process.IsPaused))
        {
            foreach ((_, Node.Hosted owner) in node.Owners.Where(entry => entry.Owner.Started.IsCompletedSuccessfully))
            {
                _ = node.Process.Call(async () =>
                {
                    await owner.Actor.Tick(now, recent: Chaos.Next(2) == 0);
                    return true;
                });
            }
        }
    }

    private async Task Die(int number)
    {
        nodes[number].Process.Die();
        nodes[number] = await Node.Start(parts, number);
        foreach (int partition in Enumerable.Range(0, parts.Partitions).Where(p => parts.Placement.Of(p).Process.IsDead))
        {
            Move(partition);
        }
    }

    /// <summary>Stands still, for so short that nobody notices or for so long that all its partitions are taken from it.</summary>
    private async Task Pause(Node node)
    {
        if (nodes.Count(other => !other.Process.IsPaused) < 2)
        {
            return;
        }
        node.Process.Pause();
        await Pump.Delay(Chaos.Next(3_000));
        if (node.Process.IsPaused && Chaos.Chance(0.7))
        {
            foreach (int partition in Enumerable.Range(0, parts.Partitions).Where(p => parts.Placement.Of(p) == node))
            {
                Move(partition);
            }
            await Pump.Delay(Chaos.Next(10_000));
        }
        node.Process.Resume();
    }

    /// <summary>Orderly: the next owner starts when the one before has let go, or did not answer.</summary>
    private async Task HandOver(int partition)
    {
        Node from = parts.Placement.Of(partition);
        if (from.OwnerOf(partition) is not { Started.IsCompletedSuccessfully: true } owner)
        {
            return;
        }
        Task released = from.Process.Call(async () =>
        {
            await owner.Actor.Release();
            return true;
        });
        await Pump.Patiently(released, 2_000);
        if (parts.Placement.Of(partition) == from && !_ended)
        {
            Move(partition);
        }
    }

    /// <summary>Owners that could not start, or know that they are none, are followed by others.</summary>
    private async Task Mend()
    {
        for (int p = 0; p < parts.Partitions; p++)
        {
            Node node = parts.Placement.Of(p);
            Node.Hosted? owner = node.OwnerOf(p);
            if (node.Process.IsPaused || owner is { Started.IsCompleted: false })
            {
                continue;
            }
            if (node.Process.IsDead || owner is null || owner.Started.IsFaulted)
            {
                Move(p);
                continue;
            }
            PartitionStatus status = await owner.Actor.Status();
            if (status.Fault is not null)
            {
                Move(p);
            }
        }
    }

    private void Move(int partition)
    {
        Node[] able = [.. nodes.Where(node => !node.Process.IsPaused && !node.Process.IsDead)];
        Node next = able.Length > 0 ? able[Chaos.Next(able.Length)] : nodes[0];
        parts.Placement.Place(partition, next);
        next.Host(partition);
    }
}
