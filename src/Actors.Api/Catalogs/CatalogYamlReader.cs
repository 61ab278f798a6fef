using Actors.Segmentation.Catalogs;

namespace Actors.Api.Catalogs;

/// <summary>Reads a catalog from YAML, going on after an error so that all are told at once.</summary>
internal sealed class CatalogYamlReader(string text)
{
    private readonly RulePlaces _places = new(text);
    private readonly List<CatalogFileError> _errors = [];

    public CatalogSource Read()
    {
        CatalogDefinition? definition = YamlLoader.Load(text) switch
        {
            null or YamlText { IsNull: true } => CatalogDefinition.Empty,
            YamlMap map => Catalog(map),
            { } other => Wrong<CatalogDefinition>(other, "", "expected keys such as segments: and segmentations:"),
        };
        return new CatalogSource(definition, _errors, _places);
    }

    private CatalogDefinition Catalog(YamlMap map)
    {
        var fields = new YamlFields(
            map, "", _places, _errors, "timeZone", "currency", "retention", "segments", "segmentations");
        CatalogDefinition defaults = CatalogDefinition.Empty;
        return new CatalogDefinition(
            fields.List("segments", Segment),
            fields.List("segmentations", Segmentation),
            fields.Text("timeZone") ?? defaults.TimeZone,
            fields.Text("currency") ?? defaults.Currency,
            fields.Texts("retention"));
    }

    private SegmentDefinition? Segment(YamlNode node, string pointer)
    {
        if (node is not YamlMap map)
        {
            return Wrong<SegmentDefinition>(node, pointer, "expected a segment with key:, name: and when:");
        }
        var fields = new YamlFields(
            map, pointer, _places, _errors, "key", "name", "when", "description", "color", "map");
        string key = fields.Required("key");
        return new(
            key,
            fields.Text("name") ?? key,
            fields.Rule("when") ?? fields.Missing("when"),
            fields.Text("description"),
            fields.Text("color"),
            fields.Map("map", Hint));
    }

    private SegmentationDefinition? Segmentation(YamlNode node, string pointer)
    {
        if (node is not YamlMap map)
        {
            return Wrong<SegmentationDefinition>(
                node, pointer, "expected a segmentation with key:, name: and segments:");
        }
        var fields = new YamlFields(map, pointer, _places, _errors, "key", "name", "segments", "description", "map");
        string key = fields.Required("key");
        return new(key, fields.Text("name") ?? key, fields.List("segments", Case), fields.Text("description"), fields.Map("map", Names));
    }

    private CaseDefinition? Case(YamlNode node, string pointer)
    {
        if (node is not YamlMap map)
        {
            return Wrong<CaseDefinition>(node, pointer, "expected a segment with key: and when:, or otherwise: true");
        }
        var fields = new YamlFields(map, pointer, _places, _errors, "key", "name", "when", "otherwise", "color", "map");
        return new(
            fields.Required("key"),
            fields.Text("name"),
            fields.Rule("when"),
            fields.Flag("otherwise"),
            fields.Text("color"),
            fields.Map("map", Hint));
    }

    private MapHint Names(YamlMap map, string pointer)
    {
        var fields = new YamlFields(map, pointer, _places, _errors, "nameFr", "nameEn");
        return new(NameFr: fields.Text("nameFr"), NameEn: fields.Text("nameEn"));
    }

    private MapHint Hint(YamlMap map, string pointer)
    {
        var fields = new YamlFields(map, pointer, _places, _errors, "lane", "value", "nameFr", "nameEn");
        return new(fields.Text("lane"), fields.Number("value"), fields.Text("nameFr"), fields.Text("nameEn"));
    }

    private T? Wrong<T>(YamlNode node, string pointer, string detail) where T : class
    {
        _errors.Add(new CatalogFileError(pointer, detail, node.Line, node.Column));
        return null;
    }
}
