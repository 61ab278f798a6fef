using YamlDotNet.RepresentationModel;

namespace Actors.Cluster.Tests.Options;

/// <summary>The files of <c>deploy/cluster</c>, as they are in the checkout.</summary>
internal static class Deployment
{
    public static string Text(string file)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Actors.sln")))
            {
                return File.ReadAllText(Path.Combine(at.FullName, file)).ReplaceLineEndings("\n");
            }
        }
        throw new InvalidOperationException("These tests run in the checkout: no Actors.sln above the test binary.");
    }

    /// <summary>All documents of a YAML file.</summary>
    public static IReadOnlyList<YamlNode> Documents(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Text(file)));
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    /// <summary>The document of a kind among Kubernetes' manifests.</summary>
    public static YamlNode Manifest(string kind) => Documents("deploy/cluster/kubernetes.yaml").Single(document => document.At("kind").Word() == kind);

    public static YamlNode At(this YamlNode node, params object[] path) => path.Aggregate(node, (at, step) => step is int n ? at[n] : at[(string)step]);

    public static string Word(this YamlNode node) => ((YamlScalarNode)node).Value!;

    public static IEnumerable<YamlNode> Items(this YamlNode node) => (YamlSequenceNode)node;
}
