using Actors.Conformance.Shops;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;

namespace Actors.Conformance.Hostile;

/// <summary>
/// A partition's address: the owner of the moment, which dies at random and is followed by another, and the owners before it that do not
/// know yet that they are none any more.
/// </summary>
internal sealed class PartitionHost(Pump pump, Chaos chaos, Network network, IClock clock, Func<PartitionActor> create) : RemotePartition
{
    private const long TimeoutMs = 5_000;
    private const int StaleMax = 2;

    /// <summary>Rare enough that a recovery mostly comes to its end.</summary>
    private const double DeathPerLook = 0.008;
    private readonly List<Owner> _stale = [];
    private Owner? _owner;
    private bool _ended;

    /// <summary>Starts an owner, and goes on looking after the partition until <see cref="End"/>.</summary>
    public void Begin()
    {
        Succeed(leaveAlive: false);
        _ = LookAfter();
    }

    public void End()
    {
        _ended = true;
        _owner?.Process.Die();
        _stale.ForEach(owner => owner.Process.Die());
    }

    /// <summary>Completes when an owner stands that has recovered and has no fault.</summary>
    public async Task Ready()
    {
        while (!_ended)
        {
            if (_owner!.Started.IsCompletedSuccessfully && (await Patience.Until(() => Call(actor => actor.Status()))).Fault is null)
            {
                return;
            }
            await pump.Delay(5);
        }
    }

    public void EndStaleOwners()
    {
        _stale.ForEach(owner => owner.Process.Die());
        _stale.Clear();
    }

    /// <summary>Statistics as after a long while, all of them.</summary>
    public async Task Tick(int times)
    {
        for (int n = 0; n < times; n++)
        {
            long now = clock.NowMs;
            await Patience.Until(() => Call(actor => Done(actor.Tick(now, recent: true))));
        }
    }

    public Task SaveCheckpoint() => Patience.Until(() => Call(actor => Done(actor.SaveCheckpoint())));

    public override string ToString()
    {
        ValueTask<PartitionStatus> status = _owner!.Actor.Status();
        return $"[{(status.IsCompletedSuccessfully ? status.Result : null)}, start {_owner.Started.Status} {_owner.Started.Exception?.InnerException?.Message}, {_stale.Count} stale]";
    }

    protected override Task<T> Call<T>(Func<PartitionActor, ValueTask<T>> turn) => network.Call(TimeoutMs, mayDouble: false, () =>
    {
        // Some callers still know an owner of before.
        Owner owner = _stale.Count > 0 && chaos.Chance(0.2) ? _stale[chaos.Next(_stale.Count)] : _owner!;
        return owner.Process.Call(() => turn(owner.Actor));
    });

    private void Succeed(bool leaveAlive)
    {
        if (_owner is { } before)
        {
            if (leaveAlive)
            {
                _stale.Add(before);
            }
            else
            {
                before.Process.Die();
            }
        }
        var process = new Process(pump);
        PartitionActor actor = create();
        _owner = new Owner(process, actor, process.Call(() => Done(actor.Start())));
    }

    /// <summary>Ticks, deaths and successions.</summary>
    private async Task LookAfter()
    {
        while (!_ended)
        {
            await pump.Delay(10 + chaos.Next(60));
            while (_stale.Count > StaleMax)
            {
                _stale[0].Process.Die();
                _stale.RemoveAt(0);
            }
            Owner owner = _owner!;
            if (owner.Started.IsFaulted)
            {
                Succeed(leaveAlive: false);
                continue;
            }
            if (!owner.Started.IsCompleted)
            {
                if (chaos.Chance(DeathPerLook / 4))
                {
                    Succeed(leaveAlive: chaos.Chance(0.5));
                }
                continue;
            }
            long now = clock.NowMs;
            foreach (Owner alive in (Owner[])[owner, .. _stale])
            {
                _ = alive.Process.Call(() => Done(alive.Actor.Tick(now, recent: chaos.Next(2) == 0)));
            }
            PartitionStatus status = await owner.Process.Call(() => owner.Actor.Status());
            if (status.Fault is not null || chaos.Chance(DeathPerLook))
            {
                Succeed(leaveAlive: chaos.Chance(0.5));
            }
        }
    }

    private sealed record Owner(Process Process, PartitionActor Actor, Task Started);
}
