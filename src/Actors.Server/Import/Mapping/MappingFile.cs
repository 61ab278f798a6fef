using Actors.Api.Catalogs;
using Actors.Server.Import.Csv;
using Actors.Server.Import.Expressions;
using NodaTime;

namespace Actors.Server.Import.Mapping;

/// <summary>A mapping as written: how to read the file is known at once, the rest once the file's header is.</summary>
internal sealed class MappingFile
{
    private readonly YamlMap _root;

    private MappingFile(YamlMap root) => _root = root;

    public required CsvOptions Csv { get; init; }

    /// <summary>Names of the columns where the file has no header line; null: its first record is the header.</summary>
    public required IReadOnlyList<string>? Columns { get; init; }

    public required DateTimeZone Zone { get; init; }

    public required char DecimalMark { get; init; }

    /// <exception cref="MappingException">It is no mapping; the message names line and column.</exception>
    public static MappingFile Read(string text)
    {
        YamlNode? node;
        try
        {
            node = YamlLoader.Load(text);
        }
        catch (YamlLoadException exception)
        {
            throw new MappingException(Math.Max(1, exception.Line), Math.Max(1, exception.Column), exception.Message);
        }
        if (node is not YamlMap root)
        {
            throw new MappingException(1, 1, "expected keys such as source:, group: and calls:");
        }
        MapFields fields = new(root, "source", "zone", "skip", "group", "sort", "calls");
        MapFields source = fields.Map("source", "encoding", "delimiter", "decimal", "columns")
            ?? new(new YamlMap(1, 1, []));
        return new(root)
        {
            Csv = new(Encoding(source), Single(source, "delimiter", ',')),
            Columns = source.List("columns")?.Select(MapFields.TextOf).ToArray(),
            DecimalMark = Single(source, "decimal", '.'),
            Zone = ZoneOf(fields),
        };
    }

    /// <summary>Resolves columns and compiles expressions.</summary>
    /// <exception cref="MappingException">A column or function is unknown, an expression does not parse.</exception>
    public RowMapping Bind(IReadOnlyList<string> header) =>
        new MappingBinder(_root, new(header, Zone, DecimalMark)).Bind();

    private static System.Text.Encoding Encoding(MapFields source) =>
        source.Text("encoding") is not { } text ? CsvOptions.StrictUtf8
        : CsvOptions.EncodingOf(text.Value)
            ?? throw MapFields.At(text, $"unknown encoding {text.Value}; known are utf-8, latin-1, utf-16");

    private static char Single(MapFields source, string key, char otherwise) =>
        source.Text(key) is not { } text ? otherwise
        : text.Value is "tab" or "\\t" ? '\t'
        : text.Value.Length == 1 ? text.Value[0]
        : throw MapFields.At(text, $"{key} must be one character, or tab");

    private static DateTimeZone ZoneOf(MapFields fields) =>
        fields.Text("zone") is not { } text ? DateTimeZone.Utc
        : DateTimeZoneProviders.Tzdb.GetZoneOrNull(text.Value)
            ?? throw MapFields.At(text, $"unknown time zone {text.Value}; expected a name such as Europe/Paris");
}
