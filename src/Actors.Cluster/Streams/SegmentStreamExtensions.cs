using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Actors.Cluster.Streams;

/// <summary>Has a silo publish migrations as streams, one per segment.</summary>
public static class SegmentStreamExtensions
{
    /// <summary>Name of the provider that is made where none is named.</summary>
    public const string DefaultProvider = "segments";

    /// <summary>
    /// Publishes migrations on streams of <see cref="SegmentStreams.Of"/>. To be called on every silo of a cluster or none, after
    /// <c>AddActors</c>.
    /// </summary>
    /// <param name="provider">
    /// Name of a stream provider that the host adds, with a store for its subscriptions (<c>PubSubStore</c>) where it needs one. Null: streams in
    /// memory, <see cref="DefaultProvider"/>, whose subscriptions are in memory, too.
    /// </param>
    public static ISiloBuilder AddSegmentStreams(this ISiloBuilder silo, string? provider = null)
    {
        string name = provider ?? DefaultProvider;
        if (provider is null)
        {
            silo.AddMemoryStreams(name).AddMemoryGrainStorage("PubSubStore");
        }
        silo.Services.AddSingleton(services => new SegmentStreams(
            name, services.GetRequiredKeyedService<IStreamProvider>(name), services.GetRequiredService<TimeProvider>()));
        return silo;
    }
}
