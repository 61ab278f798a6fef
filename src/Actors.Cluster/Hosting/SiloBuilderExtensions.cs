using Actors.Cluster.Placing;
using Actors.Engine.Metering;
using Actors.Engine.Seam;
using Actors.Engine.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Serialization;

namespace Actors.Cluster.Hosting;

/// <summary>Makes a silo one of a shop's.</summary>
public static class SiloBuilderExtensions
{
    /// <summary>
    /// Adds the shop's grains and services. An <see cref="EventLog.IEventStore"/>, which all silos share, has to be registered as well; a clock may be, and is
    /// this machine's else.
    /// </summary>
    public static ISiloBuilder AddActors(this ISiloBuilder silo, ClusterOptions? options = null)
    {
        silo.AddPlacementDirector<PartitionPlacement, PartitionPlacementDirector>();
        silo.Services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add("Actors"));
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.TryAddSingleton<IClock>(services => new SystemClock(services.GetRequiredService<TimeProvider>()));
        silo.Services.TryAddSingleton(services => new EngineMeter(services.GetRequiredService<TimeProvider>()));
        silo.Services.AddSingleton(options ?? new ClusterOptions());
        silo.Services.AddSingleton<ClusterSilo>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<ClusterSilo>());
        return silo;
    }
}
