using Actors.Api.Tracking;
using Actors.Embedded.Runtime;
using Actors.Engine.Seam;

namespace Actors.Benchmarks.Population;

/// <summary>Sends the shop's two years through the engine, by the API's parser but without HTTP.</summary>
internal sealed class Populating(EmbeddedRuntime runtime, int customers)
{
    private const int Senders = 16;
    private const int BatchEvents = 500;
    private static readonly ReadOnlyMemory<byte> Source = "history"u8.ToArray();

    private readonly long _endMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    private long _sent;

    public long Events => (long)customers * Shop.EventsPerCustomer;

    /// <summary>Completes when all is durable and decided.</summary>
    public async Task Run(Action<double> progress)
    {
        Task sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(Send)));
        while (await Task.WhenAny(sending, Task.Delay(TimeSpan.FromSeconds(5))) != sending)
        {
            progress((double)Interlocked.Read(ref _sent) / Events);
        }
        await sending;
        while ((await runtime.Health.Partitions()).Any(partition => partition.Applied < partition.Durable))
        {
            await Task.Delay(20);
        }
    }

    private async Task Send()
    {
        var writer = new EventWriter();
        var parser = new BatchParser();
        var body = new byte[BatchEvents * EventWriter.BytesMax];
        var items = new IngestItem[BatchEvents];
        for (long first = Take(); first < Events; first = Take())
        {
            int events = (int)Math.Min(BatchEvents, Events - first);
            int length = writer.WriteBatch(body, events, _endMs, i =>
            {
                (int kind, int customer, long timestampMs) = Shop.Event(first + i, customers, _endMs);
                return (kind, customer, first + i, timestampMs);
            });
            parser.Read(body.AsSpan(0, length), CallKind.Batch, TrackingLimits.LatestMs);
            int count = parser.Items.ToItems(Source, items);
            while ((await runtime.Ingress.Send(items.AsMemory(0, count))).Busy)
            {
                await Task.Delay(10);
            }
        }
    }

    private long Take() => Interlocked.Add(ref _sent, BatchEvents) - BatchEvents;
}
