using System.Globalization;
using System.Text;
using Actors.Segmentation.Catalogs;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Actors.Api.Catalogs;

/// <summary>Writes a catalog as people would: keys in a fixed order, rules of several lines as blocks.</summary>
internal sealed class CatalogYamlWriter
{
    private readonly StringBuilder _text = new();
    private readonly Emitter _emitter;

    public CatalogYamlWriter() =>
        _emitter = new Emitter(
            new StringWriter(_text) { NewLine = "\n" }, new EmitterSettings().WithBestWidth(int.MaxValue));

    public string Write(CatalogDefinition catalog)
    {
        _emitter.Emit(new StreamStart());
        _emitter.Emit(new DocumentStart());
        Map(() =>
        {
            Field("timeZone", catalog.TimeZone);
            Field("currency", catalog.Currency);
            if (catalog.Retention is { Count: > 0 } retention)
            {
                Text("retention");
                Map(() =>
                {
                    foreach ((string name, string window) in retention.OrderBy(r => r.Key, StringComparer.Ordinal))
                    {
                        Field(name, window);
                    }
                });
            }
            List("segments", catalog.Segments, Segment);
            List("segmentations", catalog.Segmentations, Segmentation);
        });
        _emitter.Emit(new DocumentEnd(isImplicit: true));
        _emitter.Emit(new StreamEnd());
        return _text.ToString();
    }

    private void Segment(SegmentDefinition segment)
    {
        Field("key", segment.Key);
        Field("name", segment.Name);
        Field("description", segment.Description);
        Field("color", segment.Color);
        Hint(segment.Map);
        Field("when", segment.When);
    }

    private void Segmentation(SegmentationDefinition segmentation)
    {
        Field("key", segmentation.Key);
        Field("name", segmentation.Name);
        Field("description", segmentation.Description);
        Hint(segmentation.Map);
        List("segments", segmentation.Segments, Case);
    }

    private void Case(CaseDefinition segment)
    {
        Field("key", segment.Key);
        Field("name", segment.Name);
        Field("color", segment.Color);
        Hint(segment.Map);
        Field("when", segment.When);
        if (segment.Otherwise)
        {
            Text("otherwise");
            _emitter.Emit(new Scalar("true"));
        }
    }

    private void Hint(MapHint? hint)
    {
        if (hint is null)
        {
            return;
        }
        Text("map");
        Map(() =>
        {
            Field("lane", hint.Lane);
            Field("value", hint.Value?.ToString("R", CultureInfo.InvariantCulture));
            Field("nameFr", hint.NameFr);
            Field("nameEn", hint.NameEn);
        });
    }

    private void List<T>(string key, IReadOnlyList<T> items, Action<T> write)
    {
        Text(key);
        _emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (T item in items)
        {
            Map(() => write(item));
        }
        _emitter.Emit(new SequenceEnd());
    }

    private void Map(Action content)
    {
        _emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
        content();
        _emitter.Emit(new MappingEnd());
    }

    private void Field(string key, string? value)
    {
        if (value is not null)
        {
            Text(key);
            Text(value);
        }
    }

    private void Text(string value)
    {
        // What YAML would read as null, and blanks that a block would lose, need quotes.
        bool plain = value is not ("" or "~" or "null") && value.AsSpan().Trim().Length == value.Length;
        ScalarStyle style = !plain ? ScalarStyle.DoubleQuoted
            : value.Contains('\n') ? ScalarStyle.Literal
            : ScalarStyle.Any;
        _emitter.Emit(
            new Scalar(AnchorName.Empty, TagName.Empty, value, style, isPlainImplicit: true, isQuotedImplicit: true));
    }
}
