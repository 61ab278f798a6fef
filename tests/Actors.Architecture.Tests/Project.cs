using System.Xml.Linq;

namespace Actors.Architecture.Tests;

/// <summary>What a project file says it needs.</summary>
internal sealed record Project(
    string Name, string File, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, XDocument Xml)
{
    public static IReadOnlyList<Project> All { get; } =
        [.. Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(Read)];

    public static IEnumerable<Project> Source => Under("src/");

    public static IEnumerable<Project> Tests => Under("tests/");

    /// <summary>Needs Orleans, and is in the other solution.</summary>
    public bool IsCluster => Name.StartsWith("Actors.Cluster", StringComparison.Ordinal);

    public string Folder => Path.GetDirectoryName(File)!.Replace('\\', '/');

    private static IEnumerable<Project> Under(string folder) =>
        All.Where(project => project.File.StartsWith(folder, StringComparison.Ordinal));

    private static Project Read(string file)
    {
        XDocument xml = XDocument.Load(Repository.Full(file));
        return new Project(
            Path.GetFileNameWithoutExtension(file),
            file,
            [.. Includes("ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
            [.. Includes("PackageReference")],
            xml);

        IEnumerable<string> Includes(string element) =>
            xml.Descendants(element).Select(item => (string?)item.Attribute("Include")).OfType<string>();
    }
}
