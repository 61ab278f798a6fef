using System.Globalization;
using System.Text.Json;
using Actors.Api.Catalogs;
using Actors.Server.Import.Expressions;
using YamlDotNet.Core;

namespace Actors.Server.Import.Mapping;

/// <summary>Compiles a mapping for a header.</summary>
/// <remarks>A value that begins with <c>=</c> is an expression, as in a spreadsheet; any other is itself. Conditions
/// need no <c>=</c>.</remarks>
internal sealed class MappingBinder(YamlMap root, ExpressionContext context)
{
    private const string EachRow = "=each row";
    private static readonly string[] s_texts =
        ["type", "userId", "anonymousId", "groupId", "previousId", "messageId", "event", "name"];
    private static readonly string[] s_payloads = ["properties", "traits", "context"];
    private static readonly string[] s_types = ["track", "page", "screen", "identify", "group", "alias"];

    public RowMapping Bind()
    {
        var fields = new MapFields(root, "source", "zone", "skip", "group", "sort", "calls");
        return new(
            [.. (fields.List("skip") ?? []).Select(Skip)],
            fields.Map("group", "by", "across") is { } group ? Group(group) : null,
            fields.Text("sort") is { } sort
                && (sort.Value == "timestamp" ? true : throw MapFields.At(sort, "sort can only be by timestamp")),
            fields.List("calls") is { Count: > 0 } calls ? [.. calls.Select(Call)]
                : throw MapFields.At(root, "calls is missing: what should the rows become?"));
    }

    private SkipRule Skip(YamlNode node)
    {
        var fields = new MapFields(MapOf(node, "a rule with when: and reason:"), "when", "reason");
        string when = MapFields.TextOf(fields.Required("when"));
        return new(Condition(fields.Required("when")), fields.Text("reason")?.Value ?? when);
    }

    private Grouping Group(MapFields group)
    {
        int across = 0;
        if (group.Text("across") is { } text
            && (!int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out across)
            || across > 1_000_000))
        {
            throw MapFields.At(text, "across must be a number of rows, 0 to 1000000");
        }
        return new(Condition(group.Required("by")), across);
    }

    private CallTemplate Call(YamlNode node)
    {
        var fields = new MapFields(MapOf(node, "a call with type:, userId:, timestamp: …"),
            ["when", "once", "timestamp", .. s_texts, .. s_payloads]);
        YamlText type = fields.Required("type") as YamlText ?? throw MapFields.At(node, "type must be a text");
        if (!s_types.Contains(type.Value))
        {
            throw MapFields.At(type, $"unknown type {type.Value}; known are {string.Join(", ", s_types)}");
        }
        if (type.Value == "track")
        {
            fields.Required("event");
        }
        if (fields.Node("userId") is null && fields.Node("anonymousId") is null)
        {
            throw MapFields.At(node, "userId or anonymousId is missing: whose call is it?");
        }
        return new(
            fields.Node("when") is { } when ? Condition(when) : null,
            fields.Node("once") is { } once ? Condition(once) : null,
            [.. s_texts.Where(field => fields.Node(field) is not null)
                .Select(field => (field, TextValue(fields.Node(field)!)))],
            TextValue(fields.Required("timestamp")),
            [.. s_payloads.Where(field => fields.Node(field) is not null)
                .Select(field => (field, Value(MapOf(fields.Node(field)!, "names and values"))))]);
    }

    private Template Value(YamlNode node)
    {
        switch (node)
        {
            case YamlText text when IsExpression(text):
                return new ExpressionTemplate(Parse(text, skip: 1));
            case YamlText text:
                return new ConstantTemplate(Constant(text));
            case YamlList list:
                return new ListTemplate([.. list.Items.Select(Value)]);
            case YamlMap map when map.Entries is [var (key, row)] && key.Value == EachRow:
                return new RowsTemplate(Value(row));
            default:
                return new MapTemplate([.. ((YamlMap)node).Entries.Select(entry => entry.Key.Value.StartsWith('=')
                    ? throw MapFields.At(entry.Key,
                        $"found {entry.Key.Value}; only \"{EachRow}\" is computed here, alone in its map")
                    : (entry.Key.Value, Value(entry.Value)))]);
        }
    }

    private Expression TextValue(YamlNode node) =>
        node is not YamlText text ? throw MapFields.At(node, "expected a text or an expression that begins with =")
        : IsExpression(text) ? Parse(text, skip: 1)
        : new Literal(MapValue.Of(text.Value));

    /// <summary>An expression where only one can stand: the <c>=</c> may be left off.</summary>
    private Expression Condition(YamlNode node) =>
        node is YamlText text ? Parse(text, IsExpression(text) ? 1 : 0)
            : throw MapFields.At(node, "expected an expression");

    private Expression Parse(YamlText text, int skip)
    {
        bool oneLine = text.Style is ScalarStyle.Plain or ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
        int quote = text.Style == ScalarStyle.Plain ? 0 : 1;
        return ExpressionParser.Parse(text.Value[skip..], context, (offset, detail) => oneLine
            ? new MappingException(text.Line, text.Column + quote + skip + offset, detail)
            : new MappingException(text.Line, text.Column,
                $"{detail} (character {skip + offset + 1} of the expression)"));
    }

    private static bool IsExpression(YamlText text) => text.Value.Length > 1 && text.Value[0] == '=';

    private static YamlMap MapOf(YamlNode node, string expected) =>
        node as YamlMap ?? throw MapFields.At(node, $"expected {expected}");

    /// <summary>A plain number, true, false or null is what it looks like; anything else is a text.</summary>
    private static JsonElement Constant(YamlText text)
    {
        bool plain = text.Style == ScalarStyle.Plain;
        string json = plain && text.IsNull ? "null"
            : plain && (text.Value is "true" or "false" || (text.Value.Length < 30 && IsJsonNumber(text.Value)))
                ? text.Value
            : JsonSerializer.Serialize(text.Value);
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static bool IsJsonNumber(string text)
    {
        string digits = text.TrimStart('-');
        return digits.Length > 0 && digits.All(c => char.IsAsciiDigit(c) || c == '.')
            && digits.Count(c => c == '.') <= 1
            && digits[0] != '.' && digits[^1] != '.' && (digits[0] != '0' || digits.Length == 1 || digits[1] == '.');
    }
}
