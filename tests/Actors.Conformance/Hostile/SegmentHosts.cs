using Actors.Engine.Seam;
using Actors.Engine.Segments;
using Actors.Engine.Wire;

namespace Actors.Conformance.Hostile;

/// <summary>Where segments live. Their memory is lost now and then, and reports to them come late, twice, out of order or never.</summary>
internal sealed class SegmentHosts(int partitions, Network network, Chaos chaos)
{
    private const long TimeoutMs = 200;
    private readonly Dictionary<SegmentKey, SegmentActor> _active = [];

    public ISegment Of(SegmentKey key) => new Reference(this, key);

    private SegmentActor Actor(SegmentKey key)
    {
        if (chaos.Chance(0.01) || !_active.TryGetValue(key, out SegmentActor? actor))
        {
            _active[key] = actor = new SegmentActor(key, partitions);
        }
        return actor;
    }

    private Network Network => network;

    private sealed class Reference(SegmentHosts hosts, SegmentKey key) : ISegment
    {
        public async ValueTask Report(Partial absolute)
        {
            byte[] sent = Wire.Partial.Encode(absolute);
            await hosts.Network.Call(TimeoutMs, mayDouble: true, async () =>
            {
                await hosts.Actor(key).Report(Wire.Partial.Decode(sent));
                return true;
            });
        }

        public async ValueTask<SegmentView> Read() =>
            await hosts.Network.Call(TimeoutMs, mayDouble: false, () => hosts.Actor(key).Read().Back(Wire.SegmentView).AsTask());
    }
}
