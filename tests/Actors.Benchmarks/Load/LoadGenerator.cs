using System.Diagnostics;
using Actors.Benchmarks.Population;
using Actors.Benchmarks.Reporting;

namespace Actors.Benchmarks.Load;

/// <summary>
/// Sends batches from customers drawn uniformly, over a fixed number of connections, and notes what comes back.
/// </summary>
internal sealed class LoadGenerator
{
    private const int BatchesMax = 1 << 20;
    private const ulong WatchSeed = 1_000_000;
    private readonly LoadPlan _plan;
    // Which run a message is of: the same folder may have seen others.
    private readonly long _run = DateTimeOffset.UtcNow.ToUnixTimeSeconds() & 0x3F_FFFF;
    private readonly AckTimes _acks = new(BatchesMax);
    private readonly List<double> _answers = [];
    private long _batches;
    private long _events;
    private long _busy;
    private volatile bool _measuring;
    private volatile bool _stopping;
    private long _started;

    private LoadGenerator(LoadPlan plan) => _plan = plan;

    public static async Task<LoadResult> Run(LoadPlan plan) => await new LoadGenerator(plan).Run();

    private async Task<LoadResult> Run()
    {
        using var ending = new CancellationTokenSource();
        var watcher = new StreamWatcher(_plan.Url, _run, _acks);
        Task watching = _plan.Watch ? await Follow(watcher, ending.Token) : Task.CompletedTask;
        _started = Stopwatch.GetTimestamp();
        Task[] senders = [.. Enumerable.Range(0, _plan.Connections).Select(n => Task.Run(() => Send(n)))];
        await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(_plan.WarmUpSeconds)), Task.WhenAll(senders));
        watcher.NoteFrom(Interlocked.Read(ref _batches));
        long from = Stopwatch.GetTimestamp();
        _measuring = true;
        await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(_plan.Seconds)), Task.WhenAny(senders));
        _measuring = false;
        double seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
        _stopping = true;
        await Task.WhenAll(senders);
        if (_plan.Watch)
        {
            await UntilQuiet(watcher);
            await ending.CancelAsync();
        }
        await watching;
        return new LoadResult(_events, seconds, _busy, Percentiles.Of(_answers), Percentiles.Of(watcher.Latencies));
    }

    private static async Task<Task> Follow(StreamWatcher watcher, CancellationToken cancellation)
    {
        var following = new TaskCompletionSource();
        Task watching = Task.Run(() => watcher.Run(following, cancellation), CancellationToken.None);
        await following.Task;
        return watching;
    }

    /// <summary>Changes of the last batches are still on their way, and the slow ones must not be left out.</summary>
    private static async Task UntilQuiet(StreamWatcher watcher)
    {
        long seen = -1;
        for (int seconds = 0; seconds < 120 && seen != watcher.Bytes; seconds += 3)
        {
            seen = watcher.Bytes;
            await Task.Delay(TimeSpan.FromSeconds(3));
        }
    }

    private async Task Send(int connection)
    {
        using var http = new RawConnection(new Uri(_plan.Url));
        var writer = new EventWriter();
        var buffer = new byte[http.HeadRoom + LoadPlan.BatchEvents * EventWriter.BytesMax];
        // Seeded: every run draws the same customers. One that watches for changes draws others than the one before it: the same events once more
        // would pass thresholds that have been passed already, and move nobody.
        var draw = new Draw((ulong)connection + (_plan.Watch ? WatchSeed : 1));
        while (!_stopping)
        {
            long batch = Interlocked.Increment(ref _batches) - 1;
            await WaitForTurn(batch);
            long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            int length = writer.WriteBatch(buffer.AsSpan(http.HeadRoom), LoadPlan.BatchEvents, now, i =>
            {
                int customer = draw.Below(_plan.Customers);
                long message = (_run << 40) | (batch * LoadPlan.BatchEvents + i);
                int kind = Shop.KindOf(draw.Below(Shop.EventsPerCustomer), customer);
                return (kind, customer, message, now - draw.Below(2_000));
            });
            await Post(http, buffer, length, batch);
        }
    }

    private async Task Post(RawConnection http, byte[] buffer, int length, long batch)
    {
        while (true)
        {
            long sent = Stopwatch.GetTimestamp();
            int status = await http.Post(buffer, length);
            if (status == 200)
            {
                _acks.Acknowledged(batch);
                Note(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                return;
            }
            if (status != 429)
            {
                throw new InvalidOperationException($"The server answered {status}.");
            }
            Interlocked.Increment(ref _busy);
            await Task.Delay(50);
        }
    }

    private void Note(double answeredMs)
    {
        if (!_measuring)
        {
            return;
        }
        Interlocked.Add(ref _events, LoadPlan.BatchEvents);
        lock (_answers)
        {
            _answers.Add(answeredMs);
        }
    }

    private async Task WaitForTurn(long batch)
    {
        if (_plan.BatchesPerSecond <= 0)
        {
            return;
        }
        double waitMs = batch / _plan.BatchesPerSecond * 1_000 - Stopwatch.GetElapsedTime(_started).TotalMilliseconds;
        if (waitMs > 1)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(waitMs));
        }
    }
}
