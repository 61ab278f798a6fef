using Actors.Cluster.Hosting;
using Npgsql;

namespace Actors.ClusterServer.Clustering;

/// <summary>Silos find each other in a PostgreSQL database. Its tables are made at the first start.</summary>
internal sealed class PostgresClustering : ISiloClustering
{
    /// <summary>Held while tables are made: silos that start together take turns.</summary>
    private const long MakingTables = 0x4163746F7273;

    public string? Refusal(string address)
    {
        try
        {
            return string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(address).Host)
                ? "a connection string is expected: postgres:Host=HOST;Database=DATABASE;Username=USER;Password=PASSWORD" : null;
        }
        catch (ArgumentException e)
        {
            return $"this is no connection string of PostgreSQL: {e.Message}";
        }
    }

    public async Task Prepare(string address, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(address);
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await Run($"SELECT pg_advisory_xact_lock({MakingTables})");
        bool isThere = await Run("SELECT to_regclass('orleansmembershiptable') IS NOT NULL") is true;
        if (!isThere)
        {
            await Run(Script());
        }
        await transaction.CommitAsync(cancellation);

        async Task<object?> Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            return await command.ExecuteScalarAsync(cancellation);
        }
    }

    public void Configure(ISiloBuilder silo, string address) =>
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", address));

    private static string Script()
    {
        using Stream stream = typeof(PostgresClustering).Assembly.GetManifestResourceStream("membership.postgres.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
