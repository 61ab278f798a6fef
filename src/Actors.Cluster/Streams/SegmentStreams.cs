using System.Collections.Concurrent;
using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;
using Orleans.Streams;
using Orleans.Streams.Core;
using Orleans.Streams.PubSub;

namespace Actors.Cluster.Streams;

/// <summary>The streams of a shop's segments, as a silo writes them: only those that somebody subscribes to.</summary>
/// <param name="name">Name of the stream provider.</param>
public sealed class SegmentStreams(string name, IStreamProvider provider, TimeProvider time)
{
    /// <summary>Namespace of the streams.</summary>
    public const string Namespace = "segment";

    /// <summary>How long it takes at most until a silo knows of a stream's first subscription, or of its last one's end.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<int, (bool Followed, long Looked)> _known = [];

    /// <summary>The stream of a segment, by its stable number.</summary>
    public static StreamId Of(int segment) => StreamId.Create(Namespace, segment);

    /// <summary>Tells streams what a partition published, each in its order; whether there was anybody to tell.</summary>
    internal async Task<bool> Tell(IReadOnlyList<PublishedMigration> published)
    {
        var perSegment = new SortedDictionary<int, List<SegmentMigration>>();
        foreach (PublishedMigration one in published)
        {
            await Add(perSegment, one.Migration.From, one);
            await Add(perSegment, one.Migration.To, one);
        }
        foreach ((int segment, List<SegmentMigration> migrations) in perSegment)
        {
            await provider.GetStream<SegmentMigration>(Of(segment)).OnNextBatchAsync(migrations);
        }
        return perSegment.Count > 0;
    }

    private async ValueTask Add(SortedDictionary<int, List<SegmentMigration>> perSegment, int segment, PublishedMigration published)
    {
        if (segment == Migration.None || !await IsFollowed(segment))
        {
            return;
        }
        if (!perSegment.TryGetValue(segment, out List<SegmentMigration>? migrations))
        {
            perSegment[segment] = migrations = [];
        }
        Migration m = published.Migration;
        migrations.Add(new SegmentMigration(
            published.Partition, published.OutboxPosition, m.Customer.ToString(), m.Sequence, m.Unit, m.From, m.To, m.AtMs, published.PublishedAtMs));
    }

    private async ValueTask<bool> IsFollowed(int segment)
    {
        if (_known.TryGetValue(segment, out (bool Followed, long Looked) known) && time.GetElapsedTime(known.Looked) < Look)
        {
            return known.Followed;
        }
        // Looked at before, noted after: whoever subscribes meanwhile is found no later for it.
        long now = time.GetTimestamp();
        bool isFollowed = !provider.TryGetStreamSubscriptionManager(out IStreamSubscriptionManager? subscriptions)
            || (await subscriptions.GetSubscriptions(name, Of(segment))).Any();
        _known[segment] = (isFollowed, now);
        return isFollowed;
    }
}
