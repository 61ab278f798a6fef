using Actors.Engine.Seam;
using Actors.Engine.Segments;

namespace Actors.Embedded.Runtime;

/// <summary>A segment's address on this machine: its turns are short and synchronous, so a lock is its lane.</summary>
internal sealed class EmbeddedSegment(SegmentActor actor) : ISegment
{
    private readonly Lock _turn = new();

    public ValueTask Report(Partial absolute)
    {
        lock (_turn)
        {
            return actor.Report(absolute);
        }
    }

    public ValueTask<SegmentView> Read()
    {
        lock (_turn)
        {
            return actor.Read();
        }
    }
}
