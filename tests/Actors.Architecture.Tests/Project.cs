using System.Xml.Linq;

namespace Actors.Architecture.Tests;

/// <summary>What a project file says it needs.</summary>
internal sealed record Project(string Name, string File, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, XDocument Xml)
{
    public static IReadOnlyList<Project> All { get; } =
        [.. Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(Read)];

    public static IEnumerable<Project> Source => All.Where(project => project.File.StartsWith("src/", StringComparison.Ordinal));

    public string Folder => Path.GetDirectoryName(File)!.Replace('\\', '/');

    private static Project Read(string file)
    {
        XDocument xml = XDocument.Load(Repository.Full(file));
        return new Project(
            Path.GetFileNameWithoutExtension(file),
            file,
            [.. Includes("ProjectReference").Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))],
            [.. Includes("PackageReference")],
            xml);

        IEnumerable<string> Includes(string element) =>
            xml.Descendants(element).Select(item => (string?)item.Attribute("Include")).OfType<string>();
    }
}
