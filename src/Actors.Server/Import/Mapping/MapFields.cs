using Actors.Api.Catalogs;
using Actors.Server.Import.Expressions;

namespace Actors.Server.Import.Mapping;

/// <summary>The entries of one map of the mapping file, by known keys; the first fault ends the reading.</summary>
internal sealed class MapFields
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly YamlMap _map;

    public MapFields(YamlMap map, params string[] known)
    {
        _map = map;
        foreach ((YamlText key, YamlNode value) in map.Entries)
        {
            if (!known.Contains(key.Value, StringComparer.Ordinal))
            {
                throw At(key, $"unknown key \"{key.Value}\"; known are {string.Join(", ", known)}");
            }
            _values[key.Value] = value;
        }
    }

    public static MappingException At(YamlNode node, string detail) => new(node.Line, node.Column, detail);

    public static string TextOf(YamlNode node) =>
        node is YamlText text ? text.Value : throw At(node, "expected a text");

    public YamlNode? Node(string key) =>
        _values.GetValueOrDefault(key) is { } node and not YamlText { IsNull: true } ? node : null;

    public YamlNode Required(string key) => Node(key) ?? throw At(_map, $"{key} is missing");

    public YamlText? Text(string key) => Node(key) switch
    {
        null => null,
        YamlText text => text,
        { } other => throw At(other, $"{key} must be a text"),
    };

    public IReadOnlyList<YamlNode>? List(string key) => Node(key) switch
    {
        null => null,
        YamlList list => list.Items,
        { } other => throw At(other, $"{key} must be a list"),
    };

    public MapFields? Map(string key, params string[] known) => Node(key) switch
    {
        null => null,
        YamlMap map => new(map, known),
        { } other => throw At(other, $"{key} must hold keys: {string.Join(", ", known)}"),
    };
}
