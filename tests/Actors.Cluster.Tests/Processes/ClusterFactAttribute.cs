using Actors.AzureStorage.Tests.Azurite;

namespace Actors.Cluster.Tests.Processes;

/// <summary>A test that needs PostgreSQL and the storage emulator: skipped, saying why, where one is missing.</summary>
public sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute() => Skip = (AzuriteProcess.Missing ?? PostgresProcess.Missing)!;
}
