using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Actors.Api.Catalogs;

/// <summary>
/// Loads one YAML document as plain maps, lists and texts. Bounded in size and depth; aliases and tags are refused: a
/// file of a few bytes must not unfold into gigabytes, and a definition should be read where it stands.
/// </summary>
internal sealed class YamlLoader
{
    public const int CharactersMax = 8 << 20;
    private const int DepthMax = 16;
    private readonly Parser _parser;

    private YamlLoader(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>The document, or null for an empty file.</summary>
    /// <exception cref="YamlLoadException">The text is no YAML, or uses what is not accepted.</exception>
    public static YamlNode? Load(string text)
    {
        if (text.Length > CharactersMax)
        {
            throw new YamlLoadException($"the file is longer than {CharactersMax} characters", 1, 1);
        }
        try
        {
            return new YamlLoader(text).Document();
        }
        catch (YamlException exception)
        {
            throw new YamlLoadException(
                exception.Message, (int)exception.Start.Line, (int)exception.Start.Column, exception);
        }
        catch (Exception exception) when (
            exception is ArgumentException or InvalidOperationException or FormatException)
        {
            // The scanner leaks these for some broken escapes.
            throw new YamlLoadException("not readable as YAML", 1, 1, exception);
        }
    }

    private YamlNode? Document()
    {
        Expect<StreamStart>();
        if (Next() is StreamEnd)
        {
            return null;
        }
        ParsingEvent root = Next();
        YamlNode node = Node(root, 0);
        Expect<DocumentEnd>();
        ParsingEvent end = Next();
        return end is StreamEnd ? node : throw At(end, "only one YAML document is expected");
    }

    private YamlNode Node(ParsingEvent start, int depth)
    {
        if (depth > DepthMax)
        {
            throw At(start, $"nested deeper than {DepthMax} levels");
        }
        if (start is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
        {
            throw At(start, "anchors and aliases are not accepted; write the definition out");
        }
        if (start is NodeEvent { Tag.IsEmpty: false })
        {
            throw At(start, "tags are not accepted");
        }
        (int line, int column) = ((int)start.Start.Line, (int)start.Start.Column);
        switch (start)
        {
            case Scalar scalar:
                return new YamlText(line, column, scalar.Value, scalar.Style);
            case SequenceStart:
                var list = new YamlList(line, column, []);
                for (ParsingEvent item = Next(); item is not SequenceEnd; item = Next())
                {
                    list.Items.Add(Node(item, depth + 1));
                }
                return list;
            case MappingStart:
                return Map(new YamlMap(line, column, []), depth);
            default:
                throw At(start, "a value is expected");
        }
    }

    private YamlMap Map(YamlMap map, int depth)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (ParsingEvent key = Next(); key is not MappingEnd; key = Next())
        {
            if (Node(key, depth + 1) is not YamlText text)
            {
                throw At(key, "a key must be a text");
            }
            if (!seen.Add(text.Value))
            {
                throw At(key, $"\"{text.Value}\" is written twice");
            }
            map.Entries.Add((text, Node(Next(), depth + 1)));
        }
        return map;
    }

    private ParsingEvent Next() =>
        _parser.MoveNext() && _parser.Current is { } current
            ? current
            : throw new YamlLoadException("the file ends too early", 1, 1);

    private void Expect<T>() where T : ParsingEvent
    {
        ParsingEvent next = Next();
        if (next is not T)
        {
            throw At(next, "not readable as one YAML document");
        }
    }

    private static YamlLoadException At(ParsingEvent at, string detail) =>
        new(detail, (int)at.Start.Line, (int)at.Start.Column);
}

internal sealed class YamlLoadException(string detail, int line, int column, Exception? inner = null)
    : Exception(detail, inner)
{
    public int Line => line;

    public int Column => column;
}
