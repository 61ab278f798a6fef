using Actors.Conformance.Shops;
using Actors.Engine.Metering;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Engine.Tests.Partitions;
using Actors.EventLog.Memory;

namespace Actors.Engine.Tests.Services;

public sealed class IngressTests
{
    private readonly EngineMeter _meter = new(TimeProvider.System);

    private EngineCounters Counted => _meter.Read(0, 0, 0);

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 0)]
    public async Task Who_waits_for_room_is_not_refused(bool waits, long refused)
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        var ingress = new Ingress(rig, new NoRoom(), rig, _meter);
        (await ingress.Send(Items("m1", "m2"), waits)).Busy.ShouldBeTrue();
        Counted.Refused.ShouldBe(refused);
    }

    [Fact]
    public async Task Only_what_is_durable_counts_as_accepted()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        var ingress = new Ingress(rig, rig, rig, _meter);
        rig.Store.Faults.Hold();
        Task<IngestResult> held = ingress.Send(Items("m1")).AsTask();
        Task<IngestResult> again = ingress.Send(Items("m1")).AsTask();
        (Counted.EventsAccepted, Counted.Duplicates).ShouldBe((0, 0));
        rig.Store.Faults.Release();
        await Task.WhenAll(held, again);
        (Counted.EventsAccepted, Counted.Duplicates).ShouldBe((1, 1));
        rig.Store.Faults.FailNextAppend(FaultMoment.Before);
        await Should.ThrowAsync<PartitionUnavailableException>(ingress.Send(Items("m2")).AsTask());
        (Counted.EventsAccepted, Counted.Duplicates).ShouldBe((1, 1));
    }

    private static IngestItem[] Items(params string[] ids) => [.. ids.Select(id => Calls.Order("ann", 900_000, 1, id))];

    private sealed class NoRoom : IRoom
    {
        public bool TryReserve(int partition, int items) => false;

        public void Take(int partition, int items)
        {
        }

        public void Release(int partition, int items)
        {
        }
    }
}
