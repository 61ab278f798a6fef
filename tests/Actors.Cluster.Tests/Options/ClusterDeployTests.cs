using System.Text.RegularExpressions;
using System.Xml.Linq;
using Actors.ClusterServer.Commands;
using Actors.ClusterServer.Options;
using YamlDotNet.RepresentationModel;

namespace Actors.Cluster.Tests.Options;

/// <summary>What deploy/cluster and the documentation say of the cluster server is what the program has.</summary>
public sealed partial class ClusterDeployTests
{
    private const int Milliseconds = 1_000;

    private static readonly string[] Environment = [.. ClusterSettings.All.Select(setting => setting.Environment)];

    [Theory]
    [InlineData("deploy/cluster/container.props")]
    [InlineData("deploy/cluster/compose.yaml")]
    [InlineData("deploy/cluster/kubernetes.yaml")]
    [InlineData("docs/cluster.md")]
    public void Every_variable_that_is_named_is_a_setting(string file)
    {
        string[] named = [.. Variable().Matches(Deployment.Text(file)).Select(match => match.Value).Distinct()];
        named.ShouldNotBeEmpty();
        named.Except(Environment).ShouldBeEmpty(file);
    }

    [Fact]
    public void The_documentation_names_every_option()
    {
        string[] named = [.. Row().Matches(Deployment.Text("docs/cluster.md")).Select(match => match.Groups["option"].Value)];
        named.ShouldBe(ClusterSettings.All.Select(setting => setting.Option.Name), ignoreOrder: true);
    }

    [Fact]
    public void The_image_and_the_pods_listen_where_their_ports_are_and_run_a_command_there_is()
    {
        XElement props = XDocument.Parse(Deployment.Text("deploy/cluster/container.props")).Root!;
        string urls = (string)props.Descendants("ContainerEnvironmentVariable").Single().Attribute("Value")!;
        ((string?)props.Descendants("ContainerDefaultArgs").Single().Attribute("Include")).ShouldBe(ServeCommand.Make().Name);
        string[] ports = [$"{new Uri(urls).Port}", $"{ClusterSettings.SiloPort}"];
        props.Descendants("ContainerPort").Select(port => (string)port.Attribute("Include")!).ShouldBe(ports);

        YamlNode silo = Deployment.Manifest("Deployment").At("spec", "template", "spec", "containers", 0);
        silo.At("ports").Items().Select(port => port.At("containerPort").Word()).ShouldBe(ports);
        silo.At("args", 0).Word().ShouldBe(ServeCommand.Make().Name);
        Value(silo, "ACTORS_URLS").ShouldBe(urls);
        Value(silo, "ACTORS_SILO").ShouldBe($"$(POD_IP):{ClusterSettings.SiloPort}");
        Deployment.Manifest("NetworkPolicy").At("spec", "ingress").Items().Select(rule => rule.At("ports", 0, "port").Word()).ShouldBe(ports);
    }

    [Fact]
    public void Everything_of_the_manifests_means_the_same_pods()
    {
        string app = Deployment.Manifest("Deployment").At("spec", "template", "metadata", "labels", "app").Word();
        Deployment.Manifest("Service").At("spec", "selector", "app").Word().ShouldBe(app);
        foreach (YamlNode labels in (YamlNode[])[
            Deployment.Manifest("Deployment").At("spec", "selector", "matchLabels"),
            Deployment.Manifest("PodDisruptionBudget").At("spec", "selector", "matchLabels"),
            Deployment.Manifest("NetworkPolicy").At("spec", "podSelector", "matchLabels")])
        {
            labels.At("app").Word().ShouldBe(app);
        }
        YamlNode scaled = Deployment.Manifest("HorizontalPodAutoscaler").At("spec", "scaleTargetRef");
        scaled.At("name").Word().ShouldBe(Deployment.Manifest("Deployment").At("metadata", "name").Word());
    }

    [Fact]
    public void The_trial_has_three_silos_that_differ_in_nothing_but_their_port()
    {
        YamlNode trial = Deployment.Documents("deploy/cluster/compose.yaml").Single();
        YamlNode[] silos = [.. ((YamlMappingNode)trial.At("services")).Where(one => one.Key.Word().StartsWith("silo-", StringComparison.Ordinal)).Select(one => one.Value)];
        silos.Length.ShouldBe(3);
        silos.Select(silo => silo.At("ports", 0).Word()).Distinct().Count().ShouldBe(3);
        YamlNode common = trial.At("x-silo");
        common.At("command", 0).Word().ShouldBe(ServeCommand.Make().Name);
        string emulator = trial.At("services", "azurite", "networks", "trial", "ipv4_address").Word();
        common.At("environment", "ACTORS_DATA").Word().ShouldContain($"//{emulator}:");
    }

    private static string Value(YamlNode container, string variable) =>
        container.At("env").Items().Single(one => one.At("name").Word() == variable).At("value").Word();

    [GeneratedRegex("ACTORS_[A-Z_]+", RegexOptions.None, Milliseconds)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\| `(?<option>--[a-z-]+)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex Row();
}
