using System.Collections.Concurrent;
using System.Diagnostics;
using Actors.Embedded.Runtime;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Segmentation.Records;

namespace Actors.Benchmarks.Activation;

/// <summary>New customers, one after the other in each partition, whose first event moves them: how long each waits to be acknowledged, and published.</summary>
internal sealed class Probes : IAsyncDisposable
{
    private static readonly byte[] Prefix = "u:probe-"u8.ToArray();
    private readonly EmbeddedRuntime _runtime;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, long> _sent = [];
    private readonly Task _work;
    private long _acknowledged;
    private long _published;
    private int _count;
    private int _ids;

    public Probes(EmbeddedRuntime runtime)
    {
        _runtime = runtime;
        _work = Task.WhenAll([Task.Run(Follow), .. Enumerable.Range(0, runtime.Directory.Partitions).Select(p => Task.Run(() => Send(p)))]);
    }

    public void Begin()
    {
        Interlocked.Exchange(ref _acknowledged, 0);
        Interlocked.Exchange(ref _published, 0);
        Interlocked.Exchange(ref _count, 0);
    }

    /// <summary>The longest waits since <see cref="Begin"/>, ms, and how many waited; those under way are waited for.</summary>
    public async Task<(double Acknowledged, double Published, int Count)> End()
    {
        string[] open = [.. _sent.Keys];
        while (open.Any(_sent.ContainsKey))
        {
            await Task.Delay(5);
        }
        return (Ms(_acknowledged), Ms(_published), _count);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _work;
        _stopping.Dispose();
    }

    private async Task Send(int partition)
    {
        byte[] source = "probe"u8.ToArray();
        ReadOnlyMemory<byte> body = Document.Of("{}");
        byte[] name = "Order Completed"u8.ToArray();
        while (!_stopping.IsCancellationRequested)
        {
            CustomerId id = Next(partition);
            var item = new IngestItem(
                RecordKind.Event, id, IngestItem.NoTime, IngestItem.NoTime, name, id.Utf8, source, body, HasMessageId: true);
            long started = Stopwatch.GetTimestamp();
            _sent[id.ToString()] = started;
            if ((await _runtime.Ingress.Send(new[] { item })).Busy)
            {
                throw new InvalidOperationException("No room for a probe.");
            }
            Longest(ref _acknowledged, Stopwatch.GetTimestamp() - started);
            await Task.Delay(5);
        }
    }

    private CustomerId Next(int partition)
    {
        while (true)
        {
            CustomerId id = CustomerId.User($"probe-{Interlocked.Increment(ref _ids)}");
            if (_runtime.Directory.PartitionOf(id) == partition)
            {
                return id;
            }
        }
    }

    private async Task Follow()
    {
        FeedCursor cursor = _runtime.Changes.Latest;
        while (!_stopping.IsCancellationRequested)
        {
            FeedPage page = await _runtime.Changes.Read(
                cursor, static change => change.Migration.Customer.Utf8.Span.StartsWith(Prefix), 1_000, TimeSpan.FromMilliseconds(200));
            cursor = page.Next;
            foreach (PublishedMigration change in page.Items)
            {
                if (_sent.TryRemove(change.Migration.Customer.ToString(), out long started))
                {
                    Longest(ref _published, Stopwatch.GetTimestamp() - started);
                    Interlocked.Increment(ref _count);
                }
            }
        }
    }

    private static void Longest(ref long longest, long ticks)
    {
        long known = Volatile.Read(ref longest);
        while (ticks > known)
        {
            long seen = Interlocked.CompareExchange(ref longest, ticks, known);
            if (seen == known)
            {
                return;
            }
            known = seen;
        }
    }

    private static double Ms(long ticks) => Stopwatch.GetElapsedTime(0, ticks).TotalMilliseconds;
}
