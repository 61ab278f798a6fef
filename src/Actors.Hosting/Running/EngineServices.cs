using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.EventLog;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Hosting.Running;

/// <summary>What the HTTP interface is made over, whichever runtime the actors live in.</summary>
internal sealed record EngineServices(
    IEventStore Store, IDirectory Directory, IIngress Ingress, ICatalogs Catalogs, ICustomers Customers, ISegments Segments,
    IShopClock ShopClock, IChangeFeed Changes, IPreviews Previews, IHealth Health)
{
    public void AddTo(IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(Store)
        .AddSingleton(Store.Documents)
        .AddSingleton(Directory)
        .AddSingleton(Ingress)
        .AddSingleton(Catalogs)
        .AddSingleton(Customers)
        .AddSingleton(Segments)
        .AddSingleton(ShopClock)
        .AddSingleton(Changes)
        .AddSingleton(Previews)
        .AddSingleton(Health);
}
