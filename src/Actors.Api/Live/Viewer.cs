using Microsoft.AspNetCore.SignalR;

namespace Actors.Api.Live;

/// <summary>What the broadcaster should do about a viewer that does not keep up.</summary>
internal enum ViewerVerdict
{
    Fine,
    StepDown,
    Drop,
}

/// <summary>
/// One connection's interest in one topic. One send is in flight; a newer frame replaces the one that waits, and what
/// is then sent holds everything, because the replaced one held changes.
/// </summary>
internal sealed class Viewer(string connectionId, string topic, string epoch, int hz, Func<HubMessageOut, Task> send)
{
    private readonly Lock _lock = new();
    private bool _sending;
    private bool _missed;
    private TopicFrame? _next;
    private long _sentSeq;
    private long _unackedSinceMs = -1;
    private long _silentSinceMs = -1;

    public string ConnectionId => connectionId;

    public string Topic => topic;

    /// <summary>The rate served now; 0: paused.</summary>
    public int Hz { get; private set; } = hz;

    /// <summary>Frames that were replaced before they were sent.</summary>
    public long Conflated { get; private set; }

    /// <summary>Moves to another rate's frames, whose latest has the given number.</summary>
    public void MoveTo(int rate, long seq)
    {
        lock (_lock)
        {
            Hz = rate;
            _sentSeq = seq;
            _next = null;
            _missed = true;
            _unackedSinceMs = -1;
            if (rate == 0)
            {
                _silentSinceMs = -1;
            }
        }
    }

    /// <summary>A snapshot was taken: nothing before it was missed, and nothing is owed.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _missed = false;
            _unackedSinceMs = _silentSinceMs = -1;
        }
    }

    public void Acknowledge(long seq, long nowMs)
    {
        lock (_lock)
        {
            _silentSinceMs = _unackedSinceMs = seq >= _sentSeq ? -1 : nowMs;
        }
    }

    public ViewerVerdict Judge(long nowMs)
    {
        lock (_lock)
        {
            if (_silentSinceMs >= 0 && nowMs - _silentSinceMs > LiveLimits.DropAfterMs)
            {
                return ViewerVerdict.Drop;
            }
            bool late = _unackedSinceMs >= 0 && nowMs - _unackedSinceMs > LiveLimits.StepDownAfterMs;
            return late && LiveLimits.Slower(Hz) < Hz ? ViewerVerdict.StepDown : ViewerVerdict.Fine;
        }
    }

    public void Offer(TopicFrame frame, long nowMs)
    {
        lock (_lock)
        {
            if (_unackedSinceMs < 0)
            {
                _unackedSinceMs = nowMs;
            }
            if (_silentSinceMs < 0)
            {
                _silentSinceMs = nowMs;
            }
            if (_sending)
            {
                if (_next is not null)
                {
                    _missed = true;
                    Conflated++;
                }
                _next = frame;
                return;
            }
            _sending = true;
        }
        _ = SendAll(frame);
    }

    private async Task SendAll(TopicFrame? frame)
    {
        while (frame is not null)
        {
            SerializedHubMessage message;
            lock (_lock)
            {
                message = _missed ? frame.Full(topic, epoch) : frame.Delta(topic, epoch);
                _missed = false;
                _sentSeq = frame.Seq;
            }
            await send(new HubMessageOut(connectionId, message));
            lock (_lock)
            {
                frame = _next;
                _next = null;
                _sending = frame is not null;
            }
        }
    }
}

/// <summary>A message on its way to one connection.</summary>
internal readonly record struct HubMessageOut(string ConnectionId, SerializedHubMessage Message);
