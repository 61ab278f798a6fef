using YamlDotNet.Core;

namespace Actors.Api.Catalogs;

/// <summary>A node of a YAML file with its place: what the catalog reader needs of YAML, and no more.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">In characters, from 1.</param>
internal abstract record YamlNode(int Line, int Column);

internal sealed record YamlText(int Line, int Column, string Value, ScalarStyle Style) : YamlNode(Line, Column)
{
    /// <summary>An empty plain value, <c>~</c> or <c>null</c>: as if the key were absent.</summary>
    public bool IsNull => Style == ScalarStyle.Plain && Value is "" or "~" or "null";
}

internal sealed record YamlList(int Line, int Column, List<YamlNode> Items) : YamlNode(Line, Column);

internal sealed record YamlMap(int Line, int Column, List<(YamlText Key, YamlNode Value)> Entries)
    : YamlNode(Line, Column);
