using System.Buffers.Binary;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.EventLog;

namespace Actors.Cluster.Streams;

/// <summary>
/// Carries what a partition has published, once it is durable, to the streams of its segments. Where it stands is noted after what it has told: a
/// partition's next owner goes on from there, and may tell some of it again.
/// </summary>
internal sealed class SegmentStreamPump(int partition, PartitionActor actor, IEventStore store, SegmentStreams streams, TimeProvider time)
{
    private const int PageMax = 256;

    /// <summary>Positions of which nothing was told to anybody, after which a place is noted all the same: they need not be looked at again.</summary>
    private const long QuietMax = 10_000;
    private static readonly TimeSpan NotesApart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private long _at;
    private long _noted;
    private bool _told;
    private bool _stopping;
    private long _notedWhen;

    private string Document => $"streams/{partition}";

    /// <summary>Runs until the partition has another owner.</summary>
    public async Task Run()
    {
        bool hasBegun = false;
        while (!_stopping)
        {
            try
            {
                hasBegun = hasBegun || await Begin();
                await Step();
            }
            catch (PartitionUnavailableException)
            {
                return;
            }
            catch (Exception e) when (e is TimeoutException or OrleansException or StorageException)
            {
                // The stream's provider, or the store, does not answer: the same again after a while.
                await Task.Delay(Pause, time, CancellationToken.None);
            }
        }
    }

    /// <summary>No more is begun.</summary>
    public void Stop() => _stopping = true;

    private async Task<bool> Begin()
    {
        if (await store.Documents.Get(Document) is { } noted)
        {
            _at = _noted = BinaryPrimitives.ReadInt64LittleEndian(noted.Span);
            return true;
        }
        _at = (await actor.Published(PublishedTail.Unknown)).Outbox;
        await Note();
        return true;
    }

    private async Task Step()
    {
        PublishedTail tail = await actor.Published(new PublishedTail(_at, int.MaxValue));
        while (_at < tail.Outbox)
        {
            MigrationPage page = await actor.Migrations(_at, PageMax);
            _told |= await streams.Tell(page.Items);
            _at = page.Next;
        }
        if (_told ? time.GetElapsedTime(_notedWhen) >= NotesApart : _at - _noted > QuietMax)
        {
            await Note();
        }
    }

    private async Task Note()
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, _at);
        await store.PutOwned(partition, [(Document, bytes)]);
        (_noted, _told, _notedWhen) = (_at, false, time.GetTimestamp());
    }
}
