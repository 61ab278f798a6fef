using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Actors.Server.Tests.Processes;

/// <summary>A server keeps as many customers in memory as it is told; the others it has on disk.</summary>
public sealed class ResidentTests : IDisposable
{
    private const int Customers = 4_000;
    private const int BatchSize = 400;

    private readonly string _folder = Directory.CreateTempSubdirectory("actors-resident-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Customers_beyond_the_memory_for_them_lie_on_disk_and_are_all_there()
    {
        await using (ServerProcess server = await ServerProcess.Serve(_folder))
        {
            for (int first = 0; first < Customers; first += BatchSize)
            {
                await Identify(server, first);
            }
            (await server.Stop()).ShouldBe(0);
        }

        await using ServerProcess again = await ServerProcess.Serve(_folder, "--resident-mb", "1");
        for (int i = 0; i < Customers; i++)
        {
            JsonElement customer = await again.Http.GetFromJsonAsync<JsonElement>($"/api/customers/{Id(i)}");
            customer.GetProperty("traits").GetProperty("note").GetString().ShouldBe(Note(i));
        }
        (await Metric(again, "actors_customers")).ShouldBe(Customers);
        (await Metric(again, "actors_customers_resident")).ShouldBeInRange(1, Customers / 2);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("much")]
    public async Task What_is_no_number_of_megabytes_is_told_by_name(string value)
    {
        (int code, string said) = await ServerProcess.Run("serve", "--data", _folder, "--resident-mb", value);
        code.ShouldBe(2, said);
        said.ShouldContain($"--resident-mb (ACTORS_RESIDENT_MB, residentMb): \"{value}\"");
    }

    private static async Task Identify(ServerProcess server, int first)
    {
        var batch = Enumerable.Range(first, BatchSize)
            .Select(i => new { type = "identify", userId = Id(i), messageId = $"m{i}", traits = new { note = Note(i) } });
        HttpResponseMessage answer = await server.Http.PostAsJsonAsync("/v1/batch", new { batch });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static string Id(int i) => $"c{i}";

    private static string Note(int i) => $"{i} ".PadRight(700, '.');

    private static async Task<long> Metric(ServerProcess server, string name)
    {
        string text = await server.Http.GetStringAsync("/metrics");
        string line = text.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return long.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }
}
