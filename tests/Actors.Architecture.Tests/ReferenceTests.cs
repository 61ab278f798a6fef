namespace Actors.Architecture.Tests;

/// <summary>Arrows go one way: the wire knows the engine, the engine the core, and nothing points back up.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Actors.Segmentation"] = [],
        ["Actors.EventLog"] = [],
        ["Actors.AzureStorage"] = ["Actors.EventLog"],
        ["Actors.Engine"] = ["Actors.Segmentation", "Actors.EventLog"],
        ["Actors.Embedded"] = ["Actors.Engine"],
        ["Actors.Api"] = ["Actors.Engine"],
        ["Actors.Cluster"] = ["Actors.Engine"],
        ["Actors.Cluster.Azure"] = ["Actors.Cluster"],
        ["Actors.ClusterServer"] = ["Actors.Api", "Actors.Hosting", "Actors.AzureStorage", "Actors.Cluster", "Actors.Cluster.Azure"],
        ["Actors.Hosting"] = ["Actors.Api"],
        ["Actors.Server"] = ["Actors.Api", "Actors.Hosting", "Actors.Embedded", "Actors.AzureStorage"],
    };

    [Fact]
    public void A_project_references_only_what_the_design_allows()
    {
        foreach (Project project in Project.Source)
        {
            Allowed.ShouldContainKey(project.Name, $"{project.File} needs its place in docs/architecture.md and here");
            project.Projects.Except(Allowed[project.Name])
                .ShouldBeEmpty($"{project.File} references what it must not know");
        }
    }

    [Fact]
    public void No_source_project_references_a_test_project() =>
        Project.Source.SelectMany(project => project.Projects).ShouldAllBe(name => Allowed.ContainsKey(name));

    [Fact]
    public void Every_source_project_has_its_test_project()
    {
        string[] tests = [.. Project.Tests.Select(project => project.Name)];
        foreach (Project project in Project.Source)
        {
            // What needs Orleans is tested in one place.
            tests.ShouldContain((project.IsCluster ? "Actors.Cluster" : project.Name) + ".Tests");
        }
    }

    [Theory]
    [InlineData("Actors.sln", false)]
    [InlineData("Actors.Cluster.sln", true)]
    public void Every_project_is_in_its_solution(string file, bool hasCluster)
    {
        string solution = Repository.Text(file).Replace('\\', '/');
        foreach (Project project in Project.All)
        {
            bool isIn = solution.Contains($"\"{project.File}\"", StringComparison.Ordinal);
            isIn.ShouldBe(hasCluster || !project.IsCluster, $"{project.File} in {file}");
        }
    }

    [Theory]
    [InlineData("Actors.sln")]
    [InlineData("Actors.Cluster.sln")]
    public void A_solution_names_no_project_that_is_gone(string file)
    {
        string[] lines = Repository.Lines(file);
        foreach (string line in lines.Where(line => line.Contains(".csproj\"", StringComparison.Ordinal)))
        {
            Repository.Files.ShouldContain(line.Split('"')[5].Replace('\\', '/'));
        }
    }
}
