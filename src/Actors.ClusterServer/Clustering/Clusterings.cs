using System.Reflection;
using Actors.Cluster.Hosting;

namespace Actors.ClusterServer.Clustering;

/// <summary>The kinds of clustering this build has. That by Azure tables is an assembly of its own, which may be missing.</summary>
internal static class Clusterings
{
    private const string AzureAssembly = "Actors.Cluster.Azure";

    /// <summary>The one of a scheme; null: there is none, for a reason.</summary>
    public static ISiloClustering? Find(string scheme, out string? reason)
    {
        reason = null;
        switch (scheme)
        {
            case "postgres":
                return new PostgresClustering();
            case "azure" when Load() is { } azure:
                return azure;
            case "azure":
                reason = $"this server was built without {AzureAssembly}.dll; postgres: is there";
                return null;
            case "":
                reason = "postgres:CONNECTION or azure:https://ACCOUNT.table.core.windows.net is expected";
                return null;
            default:
                reason = "postgres: or azure: is expected";
                return null;
        }
    }

    private static ISiloClustering? Load()
    {
        try
        {
            Type found = Assembly.Load(AzureAssembly).GetExportedTypes().Single(type => type.IsAssignableTo(typeof(ISiloClustering)));
            return (ISiloClustering)Activator.CreateInstance(found)!;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
