using System.CommandLine;
using Actors.ClusterServer.Commands;
using Actors.ClusterServer.Options;
using Actors.Hosting.Options;

namespace Actors.Cluster.Tests.Options;

/// <summary>What a silo is told on its command line, and what it says of what cannot be.</summary>
public sealed class ClusterSettingsTests
{
    private const string Data = "azure:https://shop.blob.core.windows.net/actors";
    private const string Clustering = "postgres:Host=db;Database=actors;Username=actors;Password=geheim";

    [Fact]
    public void A_silo_knows_where_its_data_its_members_and_itself_are()
    {
        ClusterSettings settings = Read("--data", Data, "--clustering", Clustering, "--silo", "10.0.0.5:12000", "--partitions", "64");
        settings.Store.ShouldBe("https://shop.blob.core.windows.net/actors");
        settings.ClusteringAddress.ShouldBe(Clustering["postgres:".Length..]);
        settings.Silo.ToString().ShouldBe("10.0.0.5:12000");
        settings.Server.Partitions.ShouldBe(64);
    }

    [Theory]
    [InlineData("10.0.0.5", "10.0.0.5:11111")]
    [InlineData("[fd00::5]:12000", "[fd00::5]:12000")]
    public void A_silo_without_a_port_has_the_usual_one(string silo, string expected) =>
        Read("--data", Data, "--clustering", Clustering, "--silo", silo).Silo.ToString().ShouldBe(expected);

    [Fact]
    public void A_silo_that_is_not_told_its_address_takes_one_of_the_machines() =>
        Read("--data", Data, "--clustering", Clustering).Silo.Port.ShouldBe(ClusterSettings.SiloPort);

    [Theory]
    [InlineData("--data", "./data", "azure:")]
    [InlineData("--clustering", "", "postgres:")]
    [InlineData("--clustering", "redis:geheim", "postgres: or azure:")]
    [InlineData("--clustering", "postgres:Password=geheim", "connection string")]
    [InlineData("--clustering", "postgres:Hort=db;Password=geheim", "connection string")]
    [InlineData("--silo", "db.example", "IP address")]
    [InlineData("--silo", "0.0.0.0:11111", "IP address")]
    [InlineData("--partitions", "0", "1 to 4096")]
    public void What_cannot_be_is_told_by_the_options_name_and_without_its_secret(string option, string value, string says)
    {
        var line = new Dictionary<string, string>(StringComparer.Ordinal) { ["--data"] = Data, ["--clustering"] = Clustering, [option] = value };
        string said = Should.Throw<SettingException>(() => Read([.. line.SelectMany(pair => new[] { pair.Key, pair.Value })])).Message;
        said.ShouldStartWith(option);
        said.ShouldContain(says);
        said.ShouldNotContain("geheim");
    }

    [Fact]
    public void Virtual_time_is_not_for_a_cluster()
    {
        ClusterSettings.All.ShouldNotContain(setting => setting.Option.Name == "--time");
        ServeCommand.Make().Parse(["--time", "virtual"]).Errors.ShouldNotBeEmpty();
    }

    private static ClusterSettings Read(params string[] words)
    {
        ParseResult line = ServeCommand.Make().Parse(words);
        line.Errors.ShouldBeEmpty();
        return ClusterSettings.Read(line);
    }
}
