using System.Net;
using Actors.Cluster.Tests.Options;
using Actors.Server.Tests.Processes;
using YamlDotNet.RepresentationModel;

namespace Actors.Cluster.Tests.Processes;

/// <summary>What is asked of a single silo: by the orchestrator, and by whoever starts it wrongly.</summary>
public sealed class OneSiloTests
{
    [ClusterFact]
    public async Task It_answers_what_the_deployment_asks_and_stops_when_it_is_told_to()
    {
        await using SiloProcesses silos = await SiloProcesses.Start(1);
        ServerProcess silo = silos.Running[0];
        YamlNode container = Deployment.Manifest("Deployment").At("spec", "template", "spec", "containers", 0);
        foreach (string probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
        {
            using HttpResponseMessage answer = await silo.Http.GetAsync(container.At(probe, "httpGet", "path").Word());
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, probe);
        }
        string scaledBy = Deployment.Manifest("HorizontalPodAutoscaler").At("spec", "metrics", 0, "pods", "metric", "name").Word();
        string page = Deployment.Manifest("Deployment").At("spec", "template", "metadata", "annotations", "prometheus.io/path").Word();
        (await silo.Http.GetStringAsync(page)).ShouldContain($"\n{scaledBy} 0\n");
        (await silo.Stop()).ShouldBe(0);
    }

    [ClusterFact]
    public async Task A_database_that_is_not_there_is_an_error_of_the_network_that_says_where()
    {
        SiloProcesses cluster = await SiloProcesses.Begin();
        await using ServerProcess silo = cluster.Launch("--clustering", "postgres:Host=127.0.0.1;Port=9;Username=a;Password=geheim");
        (await silo.Exited()).ShouldBe(7);
        string said = string.Join('\n', silo.Said);
        said.ShouldContain("127.0.0.1:9");
        said.ShouldNotContain("geheim");
    }

    [ClusterFact]
    public async Task Clustering_by_tables_says_where_it_was_left_out()
    {
        SiloProcesses cluster = await SiloProcesses.Begin();
        await using ServerProcess silo = cluster.Launch("--clustering", "azure:tables");
        (await silo.Exited()).ShouldBe(2);
        // Built with it, what is wrong is the address; built without, that it is not there.
        string.Join('\n', silo.Said).ShouldContain("--clustering (ACTORS_CLUSTERING, clustering): \"azure:…\"");
    }
}
