using System.Globalization;
using Actors.Segmentation.Values;

namespace Actors.Api.Catalogs;

/// <summary>
/// The entries of one YAML map, by known keys; says what is unknown, missing or of the wrong kind, and where.
/// </summary>
internal sealed class YamlFields
{
    /// <summary>More definitions than any version can number (<c>Unit.Id</c>).</summary>
    private const int ItemsMax = 65_536;
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly YamlMap _map;
    private readonly string _pointer;
    private readonly RulePlaces _places;
    private readonly List<CatalogFileError> _errors;

    public YamlFields(
        YamlMap map, string pointer, RulePlaces places, List<CatalogFileError> errors, params string[] known)
    {
        (_map, _pointer, _places, _errors) = (map, pointer, places, errors);
        places.Add(pointer, map);
        foreach ((YamlText key, YamlNode value) in map.Entries)
        {
            if (known.Contains(key.Value, StringComparer.Ordinal))
            {
                places.Add($"{pointer}/{key.Value}", value);
                _values[key.Value] = value;
            }
            else
            {
                string escaped = JsonPointer.Escape(key.Value);
                Add(key, $"{pointer}/{escaped}", $"unknown key \"{key.Value}\"; known are {string.Join(", ", known)}");
            }
        }
    }

    public string? Text(string key)
    {
        switch (_values.GetValueOrDefault(key))
        {
            case null or YamlText { IsNull: true }:
                return null;
            case YamlText text:
                return text.Value;
            case { } other:
                Add(other, $"{_pointer}/{key}", $"{key} must be a text");
                return null;
        }
    }

    /// <summary>A text without the blanks at its end, which a block of lines in YAML always has.</summary>
    public string? Rule(string key) => Text(key)?.TrimEnd();

    public string Required(string key)
    {
        string? value = Text(key);
        return value is { Length: > 0 } ? value : Missing(key);
    }

    public string Missing(string key)
    {
        if (_values.GetValueOrDefault(key) is null or YamlText)
        {
            Add(_map, $"{_pointer}/{key}", $"{key} is missing");
        }
        return "";
    }

    public bool Flag(string key)
    {
        switch (Text(key))
        {
            case "true":
                return true;
            case null or "false":
                return false;
            default:
                Add(_values[key], $"{_pointer}/{key}", $"{key} must be true or false");
                return false;
        }
    }

    public double? Number(string key)
    {
        string? text = Text(key);
        if (text is null)
        {
            return null;
        }
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value))
        {
            return value;
        }
        Add(_values[key], $"{_pointer}/{key}", $"{key} must be a number");
        return null;
    }

    public T? Map<T>(string key, Func<YamlMap, string, T> read) where T : class
    {
        switch (_values.GetValueOrDefault(key))
        {
            case null or YamlText { IsNull: true }:
                return null;
            case YamlMap map:
                return read(map, $"{_pointer}/{key}");
            case { } other:
                Add(other, $"{_pointer}/{key}", $"{key} must hold keys of its own");
                return null;
        }
    }

    public IReadOnlyDictionary<string, string>? Texts(string key)
    {
        YamlNode? value = _values.GetValueOrDefault(key);
        if (value is null or YamlText { IsNull: true })
        {
            return null;
        }
        if (value is not YamlMap map)
        {
            Add(value, $"{_pointer}/{key}", $"{key} must list names with a value each");
            return null;
        }
        var inner = new YamlFields(
            map, $"{_pointer}/{key}", _places, _errors, [.. map.Entries.Select(e => e.Key.Value)]);
        return map.Entries.ToDictionary(e => e.Key.Value, e => inner.Required(e.Key.Value), StringComparer.Ordinal);
    }

    public IReadOnlyList<T> List<T>(string key, Func<YamlNode, string, T?> read) where T : class
    {
        YamlNode? value = _values.GetValueOrDefault(key);
        if (value is YamlList list && list.Items.Count <= ItemsMax)
        {
            return [.. list.Items.Select((item, i) => read(item, $"{_pointer}/{key}/{i}")).OfType<T>()];
        }
        if (value is not (null or YamlText { IsNull: true }))
        {
            Add(value, $"{_pointer}/{key}", $"{key} must be a list of at most {ItemsMax}");
        }
        return [];
    }

    private void Add(YamlNode at, string pointer, string detail) =>
        _errors.Add(new CatalogFileError(pointer, detail, at.Line, at.Column));
}
