using System.Text.Json;

namespace Actors.Oracle.Values;

/// <summary>Follows names into JSON.</summary>
public static class JsonPath
{
    /// <summary>What a path leads to; null where a name is absent or something on the way is no object.</summary>
    public static JsonElement? Follow(JsonElement? root, IReadOnlyList<string> path, int from = 0)
    {
        JsonElement? at = root;
        for (int i = from; i < path.Count; i++) at = Member(at, path[i]);
        return at;
    }

    /// <summary>The member of an object; names compare in form C, and of repeated ones the last counts.</summary>
    public static JsonElement? Member(JsonElement? json, string name)
    {
        if (json is not { ValueKind: JsonValueKind.Object } owner) return null;
        JsonElement? found = null;
        foreach (JsonProperty property in owner.EnumerateObject())
        {
            if (Texts.Normalized(property.Name) == name) found = property.Value;
        }
        return found;
    }

    /// <summary>Every text within, at any depth.</summary>
    public static IEnumerable<string> TextsIn(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(TextsIn),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => TextsIn(property.Value)),
        _ => [],
    };
}
