using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Actors.Api.Tracking;
using Actors.Engine.Seam;
using Actors.Engine.Services;

namespace Actors.Server.Replay;

/// <summary>
/// Brings a source of calls into the engine, in order: one thread reads, one parses, one sends; the partitions decide
/// meanwhile. Bounded everywhere.
/// </summary>
/// <param name="rejected">Hears of each line that cannot be taken.</param>
internal sealed class CallPipeline(IIngress ingress, Pace pace, Action<RejectedLine> rejected)
{
    private const int BlocksAhead = 4;
    private const int InFlightMax = 16;
    private const int SendItemsMax = 4_096;
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan s_roomWait = TimeSpan.FromMilliseconds(10);
    private static readonly byte[] s_source = Encoding.UTF8.GetBytes("import");

    private readonly ConcurrentBag<ParsedBlock> _spare = [];
    private readonly Queue<Sending> _inFlight = new();

    public ReplayTally Tally { get; } = new();

    /// <summary>Completes when the source has ended and all of it is durable.</summary>
    /// <exception cref="PartitionUnavailableException">The disk refuses.</exception>
    public async Task Run(ICallSource source, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Channel<CallBlock> read = Bounded<CallBlock>();
        Channel<ParsedBlock> parsed = Bounded<ParsedBlock>();
        Task reading = Stage(read.Writer, () => Read(source, read.Writer, stop.Token));
        Task parsing = Stage(parsed.Writer, () => Parse(read.Reader, parsed.Writer, stop.Token));
        try
        {
            await foreach (ParsedBlock block in parsed.Reader.ReadAllAsync(cancellation))
            {
                await Send(block, cancellation);
            }
            while (_inFlight.Count > 0)
            {
                await Complete();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(reading, parsing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await reading;
    }

    private static Channel<T> Bounded<T>() =>
        Channel.CreateBounded<T>(new BoundedChannelOptions(BlocksAhead) { SingleReader = true, SingleWriter = true });

    /// <summary>Runs a stage on its own thread; its fault is met by whoever reads from it.</summary>
    private static Task Stage<T>(ChannelWriter<T> output, Func<Task> work) => Task.Run(async () =>
    {
        try
        {
            await work();
            output.Complete();
        }
        catch (Exception fault)
        {
            output.Complete(fault);
            throw;
        }
    });

    private static async Task Read(ICallSource source, ChannelWriter<CallBlock> output, CancellationToken cancellation)
    {
        while (source.Read() is { } block)
        {
            await output.WriteAsync(block, cancellation);
        }
    }

    private async Task Parse(ChannelReader<CallBlock> input, ChannelWriter<ParsedBlock> output,
        CancellationToken cancellation)
    {
        await foreach (CallBlock block in input.ReadAllAsync(cancellation))
        {
            ParsedBlock parsed = _spare.TryTake(out ParsedBlock? spare) ? spare : new();
            parsed.Parse(block, s_source);
            await output.WriteAsync(parsed, cancellation);
        }
    }

    private async Task Send(ParsedBlock block, CancellationToken cancellation)
    {
        Tally.Lines += block.Lines;
        Tally.Rejected += block.Rejected.Count;
        block.Rejected.ForEach(rejected);
        ReadOnlyMemory<IngestItem> rest = block.Items;
        while (!rest.IsEmpty)
        {
            int start = block.Items.Length - rest.Length;
            int due = Due(rest.Span);
            if (due == 0)
            {
                await Task.Delay(s_tick, cancellation);
                continue;
            }
            ReadOnlyMemory<IngestItem> now = rest[..due];
            rest = rest[due..];
            while (_inFlight.Count >= InFlightMax
                || (_inFlight.TryPeek(out Sending? oldest) && oldest.Result.IsCompleted))
            {
                await Complete();
            }
            _inFlight.Enqueue(new(await Start(now, cancellation), block, start, IsLast: rest.IsEmpty));
            long last = now.Span[^1].TimestampMs;
            Tally.ToMs = Math.Max(Tally.ToMs, last);
            pace.Sent(last);
        }
        if (block.Items.IsEmpty)
        {
            _spare.Add(block);
        }
    }

    private int Due(ReadOnlySpan<IngestItem> items)
    {
        int due = 0;
        while (due < items.Length && due < SendItemsMax
            && (items[due].TimestampMs == IngestItem.NoTime || pace.IsDue(items[due].TimestampMs)))
        {
            if (items[due].TimestampMs != IngestItem.NoTime)
            {
                Tally.FromMs = Math.Min(Tally.FromMs, items[due].TimestampMs);
            }
            due++;
        }
        return due;
    }

    /// <summary>
    /// Sends. Where there is no room, nothing was written and the answer is there at once: the same items must go
    /// before any later ones.
    /// </summary>
    private async Task<Task<IngestResult>> Start(ReadOnlyMemory<IngestItem> items, CancellationToken cancellation)
    {
        while (true)
        {
            Task<IngestResult> sending = ingress.Send(items, waits: true, CancellationToken.None).AsTask();
            if (!sending.IsCompletedSuccessfully || !(await sending).Busy)
            {
                return sending;
            }
            if (_inFlight.Count > 0)
            {
                await Complete();
            }
            else
            {
                await Task.Delay(s_roomWait, cancellation); // durable, but not yet decided
            }
        }
    }

    private async Task Complete()
    {
        Sending oldest = _inFlight.Dequeue();
        IngestResult result = await oldest.Result;
        Tally.Accepted += result.Accepted;
        Tally.Duplicates += result.Duplicates;
        foreach ((int index, string trait) in result.Refused ?? [])
        {
            Tally.Rejected++;
            rejected(new(oldest.Block.LineOf[oldest.Start + index], $"{TraitRefusals.Pointer(trait)} {TraitRefusals.Detail}"));
        }
        if (oldest.IsLast)
        {
            _spare.Add(oldest.Block);
        }
    }

    /// <param name="Start">Place of the first item in the block.</param>
    /// <param name="IsLast">Of its block: that is free again once all are durable.</param>
    private sealed record Sending(Task<IngestResult> Result, ParsedBlock Block, int Start, bool IsLast);
}
