using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Api.Live;

/// <summary>Ten times a second, while somebody watches: reads each watched topic once, builds one frame per rate, offers it to all.</summary>
internal sealed partial class LiveBroadcaster(
    LiveTopics topics, LiveConnections connections, ServerStats stats, TimeProvider time, IHostApplicationLifetime lifetime,
    ILogger<LiveBroadcaster> logger)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1_000.0 / LiveLimits.HzMax);
    private readonly Lock _lock = new();
    private bool _running;

    /// <summary>Names this run of the server: sequence numbers of another mean nothing here.</summary>
    public string Epoch { get; } = Guid.NewGuid().ToString("N")[..12];

    public long NowMs => (long)time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>Adds a viewer, or replaces the one this connection had on the topic.</summary>
    public Viewer Watch(LiveTopic topic, string connectionId, int hz)
    {
        var viewer = new Viewer(connectionId, topic.Name, Epoch, hz, connections.Send);
        topic.Viewers[connectionId] = viewer;
        lock (_lock)
        {
            if (!_running)
            {
                _running = true;
                _ = Run(lifetime.ApplicationStopping);
            }
        }
        return viewer;
    }

    private async Task Run(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            await RefreshStats();
            for (long tick = 0; await timer.WaitForNextTickAsync(stopping); tick++)
            {
                if (tick % LiveLimits.HzMax == 0)
                {
                    await RefreshStats();
                    JudgeAll();
                }
                foreach (LiveTopic topic in topics.Watched)
                {
                    await Broadcast(topic, tick);
                }
                if (Idle())
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private bool Idle()
    {
        lock (_lock)
        {
            _running = topics.Watched.Any();
            return !_running;
        }
    }

    private async Task RefreshStats()
    {
        try
        {
            await stats.Refresh();
        }
        catch (Exception e)
        {
            ReadFailed(logger, "health", e);
        }
    }

    private async Task Broadcast(LiveTopic topic, long tick)
    {
        int[] due = [.. topic.WatchedRates.Where(hz => tick % (LiveLimits.HzMax / hz) == 0)];
        if (due.Length == 0)
        {
            return;
        }
        try
        {
            TopicState state = await topic.Read();
            foreach (int hz in due)
            {
                Offer(topic, hz, topic.Frames(hz).Next(state, NowMs));
            }
        }
        catch (Exception e)
        {
            // A partition that recovers or failed: viewers see the age of what they have.
            ReadFailed(logger, topic.Name, e);
        }
    }

    private void Offer(LiveTopic topic, int hz, TopicFrame? frame)
    {
        if (frame is null)
        {
            return;
        }
        foreach (Viewer viewer in topic.Viewers.Values.Where(v => v.Hz == hz))
        {
            viewer.Offer(frame, NowMs);
        }
    }

    private void JudgeAll()
    {
        foreach (LiveTopic topic in topics.Watched)
        {
            foreach (Viewer viewer in topic.Viewers.Values)
            {
                switch (viewer.Judge(NowMs))
                {
                    case ViewerVerdict.StepDown:
                        StepDown(topic, viewer);
                        break;
                    case ViewerVerdict.Drop:
                        topic.Viewers.TryRemove(viewer.ConnectionId, out _);
                        Tell(viewer, "resyncRequired", topic.Name, "slow");
                        break;
                }
            }
        }
    }

    private void StepDown(LiveTopic topic, Viewer viewer)
    {
        int slower = LiveLimits.Slower(viewer.Hz);
        long seq = topic.Frames(slower).Seq;
        Tell(viewer, "notice", "rate", new { topic = topic.Name, hz = slower, seq });
        viewer.MoveTo(slower, seq);
    }

    private void Tell(Viewer viewer, string method, params object[] args) =>
        _ = connections.Send(new HubMessageOut(viewer.ConnectionId, new SerializedHubMessage(new InvocationMessage(method, args))));

    [LoggerMessage(Level = LogLevel.Debug, Message = "Live topic {Topic} could not be read")]
    private static partial void ReadFailed(ILogger logger, string topic, Exception e);
}
