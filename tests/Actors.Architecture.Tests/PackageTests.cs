using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Actors.Architecture.Tests;

/// <summary>Packages: one version of each, locked, few, and restorable everywhere.</summary>
public sealed partial class PackageTests
{
    [Fact]
    public void Versions_stand_in_one_file()
    {
        foreach (Project project in Project.All)
        {
            project.Xml.Descendants("PackageReference")
                .Where(p => (p.Attribute("Version") ?? p.Attribute("VersionOverride")) is not null)
                .ShouldBeEmpty($"{project.File}: versions belong in Directory.Packages.props");
        }
    }

    [Fact]
    public void Every_version_is_exact()
    {
        foreach ((string id, string version) in CentralVersions())
        {
            ExactVersion().IsMatch(version).ShouldBeTrue($"{id} {version}");
        }
    }

    [Fact]
    public void Every_central_version_is_used()
    {
        HashSet<string> locked = [.. Project.All.Where(project => !project.IsCluster).SelectMany(LockedPackages)];
        foreach ((string id, _) in CentralVersions())
        {
            locked.ShouldContain(id, $"Directory.Packages.props pins {id}, which nothing needs");
        }
    }

    [Fact]
    public void Every_version_for_the_cluster_is_exact_and_used()
    {
        HashSet<string> referenced = [.. Project.All.Where(project => project.IsCluster).SelectMany(project => project.Packages)];
        foreach ((string id, string version) in Versions("Cluster.props"))
        {
            ExactVersion().IsMatch(version).ShouldBeTrue($"{id} {version}");
            referenced.ShouldContain(id);
        }
    }

    [Fact]
    public void Every_project_has_its_lock_file()
    {
        foreach (Project project in Project.All.Where(project => !project.IsCluster))
        {
            Repository.Files.ShouldContain($"{project.Folder}/packages.lock.json");
        }
    }

    [Fact]
    public void Orleans_stays_out_of_the_solution_that_must_restore_everywhere()
    {
        foreach (Project project in Project.All.Where(project => !project.IsCluster))
        {
            LockedPackages(project)
                .ShouldNotContain(id => id.Contains("Orleans", StringComparison.OrdinalIgnoreCase), project.File);
        }
    }

    [Fact]
    public void The_pure_core_needs_time_arithmetic_and_numbers_only()
    {
        string[] allowed = ["NodaTime", "MathNet.Numerics"];
        Project core = Project.All.Single(p => p.Name == "Actors.Segmentation");
        string[] shipped = [.. core.Xml.Descendants("PackageReference")
            .Where(p => !string.Equals((string?)p.Attribute("PrivateAssets"), "all", StringComparison.Ordinal))
            .Select(p => (string)p.Attribute("Include")!)];
        shipped.Except(allowed).ShouldBeEmpty();
    }

    [Fact]
    public void Npm_lock_files_name_the_public_registry_or_none()
    {
        foreach (string file in Repository.Files.Where(f => f.EndsWith("package-lock.json", StringComparison.Ordinal)))
        {
            Resolved().Matches(Repository.Text(file)).Select(m => m.Groups["host"].Value).Distinct()
                .Except(["registry.npmjs.org"]).ShouldBeEmpty(file);
        }
    }

    private static IEnumerable<(string Id, string Version)> CentralVersions() => Versions("Directory.Packages.props");

    private static IEnumerable<(string Id, string Version)> Versions(string file) =>
        XDocument.Load(Repository.Full(file)).Descendants("PackageVersion")
            .Select(p => ((string)p.Attribute("Include")!, (string)p.Attribute("Version")!));

    private static HashSet<string> LockedPackages(Project project)
    {
        using var file = JsonDocument.Parse(Repository.Text($"{project.Folder}/packages.lock.json"));
        JsonElement frameworks = file.RootElement.GetProperty("dependencies");
        return [.. frameworks.EnumerateObject().SelectMany(f => f.Value.EnumerateObject()).Select(p => p.Name)];
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ExactVersion();

    [GeneratedRegex(@"""resolved"": ""https?://(?<host>[^/""]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Resolved();
}
