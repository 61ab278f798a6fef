using Actors.Engine.Services;
using Microsoft.AspNetCore.SignalR;

namespace Actors.Api.Live;

/// <summary>The dashboard's hub: subscribe to a topic, get a snapshot, then frames. Aggregates only, no customer is ever named.</summary>
internal sealed class LiveHub(LiveTopics topics, LiveBroadcaster broadcaster, IShopClock clock) : Hub
{
    private const string LanguageItem = "lang";
    private const string TopicsItem = "topics";

    /// <summary>Greets. Names in snapshots are in <paramref name="lang"/> (<c>fr</c> or <c>en</c>) from here on.</summary>
    public LiveHello Hello(int schema, string lang)
    {
        if (schema != LiveLimits.Schema)
        {
            throw new HubException("schema");
        }
        Context.Items[LanguageItem] = lang == "fr" ? "fr" : "en";
        return new LiveHello(broadcaster.Epoch, clock.NowMs, clock.IsVirtual,
            new LiveHelloLimits(LiveLimits.HzMax, LiveLimits.TopicsPerConnectionMax));
    }

    public async Task<LiveSnapshot> Subscribe(string topic, LiveOptions options)
    {
        LiveTopic found = topics.Find(topic) ?? throw new HubException("unknown topic");
        if (found.Name != topic)
        {
            // The client knows it by its real name from now on.
            Unsubscribe(topic);
        }
        HashSet<string> mine = Mine;
        if (mine.Add(found.Name) && mine.Count > LiveLimits.TopicsPerConnectionMax)
        {
            mine.Remove(found.Name);
            throw new HubException("too many topics");
        }
        Viewer viewer = broadcaster.Watch(found, Context.ConnectionId, LiveLimits.Served(options.Hz));
        return await SnapshotFor(found, viewer);
    }

    public void Unsubscribe(string topic)
    {
        Mine.Remove(topic);
        topics.Known(topic)?.Viewers.TryRemove(Context.ConnectionId, out _);
    }

    /// <summary>0 pauses: nothing is sent until a rate is set again, followed by <see cref="Resync"/>.</summary>
    public void SetRate(string topic, int hz)
    {
        if (topics.Known(topic) is { } known && known.Viewers.TryGetValue(Context.ConnectionId, out Viewer? viewer))
        {
            int served = LiveLimits.Served(hz);
            viewer.MoveTo(served, served == 0 ? 0 : known.Frames(served).Seq);
        }
    }

    /// <summary>A fresh snapshot of a subscribed topic, whatever the client missed.</summary>
    public Task<LiveSnapshot> Resync(string topic, string epoch, long lastSeq)
    {
        LiveTopic? known = topics.Known(topic);
        return known is not null && known.Viewers.TryGetValue(Context.ConnectionId, out Viewer? viewer)
            ? SnapshotFor(known, viewer)
            : Subscribe(topic, new LiveOptions(LiveLimits.HzMax, LiveLimits.FlowsPerFrameMax, 60));
    }

    public void Ack(string topic, long seq)
    {
        if (topics.Known(topic) is { } known && known.Viewers.TryGetValue(Context.ConnectionId, out Viewer? viewer))
        {
            viewer.Acknowledge(seq, broadcaster.NowMs);
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (string topic in Mine)
        {
            topics.Known(topic)?.Viewers.TryRemove(Context.ConnectionId, out _);
        }
        return base.OnDisconnectedAsync(exception);
    }

    private HashSet<string> Mine => (HashSet<string>)(Context.Items[TopicsItem] ??= new HashSet<string>(StringComparer.Ordinal));

    private async Task<LiveSnapshot> SnapshotFor(LiveTopic topic, Viewer viewer)
    {
        viewer.Restart();
        string language = Context.Items[LanguageItem] as string ?? "fr";
        // A paused viewer gets a snapshot too; its number is that of the rate it will most likely come back to.
        return await topic.Snapshot(viewer.Hz == 0 ? LiveLimits.HzMax : viewer.Hz, broadcaster.Epoch, language);
    }
}
