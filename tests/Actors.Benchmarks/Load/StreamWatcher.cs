using System.Buffers.Text;

namespace Actors.Benchmarks.Load;

/// <summary>Follows the change stream; notes how long after its acknowledgement each event's change came by.</summary>
internal sealed class StreamWatcher(string url, long run, AckTimes acks)
{
    private readonly List<double> _latencies = [];
    private long _from = long.MaxValue;
    private long _bytes;

    /// <summary>Read from the stream so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Notes only batches from here on: those before warmed up.</summary>
    public void NoteFrom(long batch) => Volatile.Write(ref _from, batch);

    public List<double> Latencies => _latencies;

    public async Task Run(TaskCompletionSource following, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            await using Stream stream = await http.GetStreamAsync(new Uri($"{url}/api/changes/stream"), cancellation);
            following.TrySetResult();
            var buffer = new byte[256 << 10];
            int kept = 0;
            while (await stream.ReadAsync(buffer.AsMemory(kept), cancellation) is var read and > 0)
            {
                kept = Note(buffer, kept + read);
                Interlocked.Add(ref _bytes, read);
            }
        }
        catch (OperationCanceledException)
        {
            // The load has ended.
        }
        catch (Exception e)
        {
            following.TrySetException(e);
            throw;
        }
    }

    /// <summary>Notes all whole message ids; what may be the beginning of another moves to the front.</summary>
    /// <returns>How many bytes that are.</returns>
    private int Note(byte[] buffer, int length)
    {
        ReadOnlySpan<byte> name = "\"messageId\":\""u8;
        ReadOnlySpan<byte> rest = buffer.AsSpan(0, length);
        while (rest.IndexOf(name) is var at and >= 0 && rest.Length >= at + name.Length + 16)
        {
            rest = rest[(at + name.Length)..];
            if (Utf8Parser.TryParse(rest[..16], out long message, out _, 'x') && message >> 40 == run)
            {
                long batch = (message & ((1L << 40) - 1)) / LoadPlan.BatchEvents;
                if (batch >= Volatile.Read(ref _from))
                {
                    _latencies.Add(acks.SinceMs(batch));
                }
            }
            rest = rest[16..];
        }
        int start = rest.IndexOf(name);
        ReadOnlySpan<byte> tail = start >= 0 ? rest[start..] : rest[Math.Max(0, rest.Length - name.Length)..];
        tail.CopyTo(buffer);
        return tail.Length;
    }
}
