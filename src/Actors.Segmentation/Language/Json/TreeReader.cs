using System.Text.Json;
using Actors.Segmentation.Language.Parsing;
using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Language.Json;

/// <summary>Reads the JSON that <see cref="TreeWriter"/> writes. Places in it are of no account.</summary>
public static class TreeReader
{
    private const int NestingMax = 3 * LanguageLimits.DepthMax;

    /// <summary>
    /// The definition of a JSON tree, checked as its text would be: errors of the JSON name its path, all others the
    /// place in the canonical text. Never throws on a JSON value of whatever shape.
    /// </summary>
    public static ParseResult Read(JsonElement json)
    {
        try
        {
            var condition = (Condition)ReadNode(json, "$", typeof(Condition), 0);
            ParseResult parsed = SegmentParser.Parse(Printer.Print(condition));
            bool differs = parsed.Condition is not null && !parsed.Condition.Equals(condition);
            if (!differs) return parsed;
            throw Fail("$", "a tree that its text gives back: some value stands where its form has no place");
        }
        catch (SyntaxFailure failure)
        {
            return new ParseResult(null, [failure.Error]);
        }
    }

    private static Node ReadNode(JsonElement json, string path, Type kind, int nesting)
    {
        if (nesting > NestingMax) throw Fail(path, $"at most {NestingMax} nested nodes");
        string type = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("type", out JsonElement name)
            ? ReadText(name, path + ".type")
            : throw Fail(path, "an object with a 'type'");
        if (!TreeForms.ByType.TryGetValue(type, out TreeForm? form) || !kind.IsAssignableFrom(form.Node))
            throw Fail(path + ".type", $"the type of a {kind.Name}{LanguageError.DidYouMean(Nearest(type, kind))}");
        object?[] values = new object?[form.Fields.Length];
        for (int i = 0; i < values.Length; i++)
        {
            TreeField field = form.Fields[i];
            json.TryGetProperty(field.Name, out JsonElement value);
            values[i] = ReadField(value, field, $"{path}.{field.Name}", nesting + 1);
        }

        if (form.Node.IsSubclassOf(typeof(MomentLiteral)) && values[0]!.GetType() != form.Node)
            throw Fail(path, type == "date" ? "a date such as 2026-01-31" : "an instant such as 2026-01-31T08:00:00Z");
        return form.Node == typeof(EverWindow) ? Window.Ever : form.Make(values);
    }

    private static string? Nearest(string type, Type kind) => NearestName.Find(
        type,
        TreeForms.ByType.Values.Where(form => kind.IsAssignableFrom(form.Node))
            .Select(form => form.Type).Order(StringComparer.Ordinal));

    private static object? ReadField(JsonElement json, TreeField field, string path, int nesting)
    {
        bool isAbsent = json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
        switch (field.Kind)
        {
            case FieldKind.OptionalCondition or FieldKind.OptionalDuration or FieldKind.OptionalText when isAbsent:
                return null;
            case FieldKind.Window when isAbsent:
                return Window.Ever;
            case FieldKind.Condition or FieldKind.OptionalCondition:
                return ReadNode(json, path, typeof(Condition), nesting);
            case FieldKind.Value:
                return ReadNode(json, path, typeof(Value), nesting);
            case FieldKind.Window:
                return ReadNode(json, path, typeof(Window), nesting);
            case FieldKind.Events:
                return ReadNode(json, path, typeof(EventSelector), nesting);
            case FieldKind.Duration or FieldKind.OptionalDuration:
                return ReadNode(json, path, typeof(DurationLiteral), nesting);
            case FieldKind.Conditions:
                return ReadNodes<Condition>(json, path, nesting);
            case FieldKind.Literals:
                return ReadNodes<Literal>(json, path, nesting);
            case FieldKind.Steps:
                return ReadNodes<SequenceStep>(json, path, nesting);
            default:
                return ReadLeaf(json, field, path);
        }
    }

    private static object ReadLeaf(JsonElement json, TreeField field, string path)
    {
        switch (field.Kind)
        {
            case FieldKind.Flag when json.ValueKind is JsonValueKind.True or JsonValueKind.False:
                return json.GetBoolean();
            case FieldKind.Flag:
                throw Fail(path, "true or false");
            case FieldKind.Integer:
                return json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out long number) && number >= 0
                    ? number
                    : throw Fail(path, "a whole number");
            case FieldKind.Amount:
                return json.ValueKind == JsonValueKind.Number
                    && Amount.TryParseExact(json.GetRawText(), out Amount amount)
                    ? amount
                    : throw Fail(path, "a number with at most six decimals");
            case FieldKind.Word:
                int word = Array.IndexOf(field.Words!, ReadText(json, path));
                return word >= 0 ? word : throw Fail(path, $"one of {string.Join(", ", field.Words!)}");
            case FieldKind.Path:
                return ReadPath(json, path);
            case FieldKind.Segment:
                return SegmentReference.TryParse(ReadText(json, path), out SegmentReference segment)
                    ? segment
                    : throw Fail(path, "\"segmentation/segment\" or a key");
            case FieldKind.Moment:
                return MomentReader.Read(ReadText(json, path)) ?? throw Fail(path, "a date or an instant");
            default:
                return ReadText(json, path);
        }
    }

    private static TreeList<string> ReadPath(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0) throw Fail(path, "a list of names");
        string[] names = [.. json.EnumerateArray().Select((name, index) => ReadText(name, $"{path}[{index}]"))];
        int empty = Array.IndexOf(names, "");
        return empty < 0 ? [.. names] : throw Fail($"{path}[{empty}]", "a name");
    }

    private static TreeList<T> ReadNodes<T>(JsonElement json, string path, int nesting) where T : Node
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0)
            throw Fail(path, "a list that is not empty");
        return [.. json.EnumerateArray()
            .Select((item, index) => (T)ReadNode(item, $"{path}[{index}]", typeof(T), nesting))];
    }

    private static string ReadText(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.String) throw Fail(path, "a text");
        try
        {
            return Nfc.Normalize(json.GetString()!);
        }
        catch (InvalidOperationException)
        {
            throw Fail(path, "a text of whole characters, without half a surrogate pair");
        }
    }

    private static SyntaxFailure Fail(string path, string expected) =>
        new(new LanguageError(
            new SourceSpan(1, 1, 0, 0, 0), $"At {path} of the tree: expected {expected}.")
        { Expected = expected });
}
