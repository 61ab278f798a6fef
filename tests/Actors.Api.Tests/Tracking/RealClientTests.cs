using System.Diagnostics;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Tracking;

public sealed class RealClientTests
{
    [NodeClientsFact]
    public async Task Real_tracking_libraries_send_through_the_api()
    {
        await using ApiHost host = await ApiHost.Start();
        var start = new ProcessStartInfo("node", "--test")
        {
            WorkingDirectory = NodeClientsFactAttribute.Folder!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ACTORS_HOST"] = host.Address.GetLeftPart(UriPartial.Authority);
        start.Environment["ACTORS_WRITE_KEY"] = ApiHost.WriteKey;
        start.Environment["ACTORS_TOKEN"] = ApiHost.AdminToken;
        using Process node = Process.Start(start)!;
        Task<string> errors = node.StandardError.ReadToEndAsync();
        string output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0, output + await errors);
    }
}

/// <summary>Runs where the client libraries are installed (<c>npm ci</c> in <c>tests/clients</c>), and is skipped visibly elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeClientsFactAttribute : FactAttribute
{
    public NodeClientsFactAttribute()
    {
        if (Folder is null)
        {
            Skip = "the client libraries are not installed: npm ci in tests/clients";
        }
    }

    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string clients = Path.Combine(folder.FullName, "tests", "clients");
            if (Directory.Exists(Path.Combine(clients, "node_modules")))
            {
                return clients;
            }
        }
        return null;
    }
}
