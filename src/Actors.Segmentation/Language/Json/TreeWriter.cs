using System.Text.Json;
using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Language.Json;

/// <summary>
/// Writes trees as JSON for builders: <c>{"type": "compare", "line": 1, "column": 1, "length": 12, "left": {…}, …}</c>.
/// Absent fields are null, moments are texts, numbers are exact.
/// </summary>
public static class TreeWriter
{
    /// <summary>Writes a node and all below it as one JSON object.</summary>
    public static void Write(Utf8JsonWriter output, Node node)
    {
        TreeForm form = TreeForms.ByNode[node.GetType()];
        output.WriteStartObject();
        output.WriteString("type", form.Type);
        if (node.Span.Line > 0)
        {
            output.WriteNumber("line", node.Span.Line);
            output.WriteNumber("column", node.Span.Column);
            output.WriteNumber("length", node.Span.Length);
        }

        object?[] values = form.Take(node);
        for (int i = 0; i < values.Length; i++)
        {
            output.WritePropertyName(form.Fields[i].Name);
            WriteField(output, form.Fields[i], values[i]);
        }

        output.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter output, TreeField field, object? value)
    {
        switch (value)
        {
            case null:
                output.WriteNullValue();
                break;
            case MomentLiteral moment when field.Kind == FieldKind.Moment:
                output.WriteStringValue(Printer.Print(moment));
                break;
            case Node node:
                Write(output, node);
                break;
            case TreeList<string> path:
                WriteAll(output, path, output.WriteStringValue);
                break;
            case IEnumerable<Node> nodes:
                WriteAll(output, nodes, node => Write(output, node));
                break;
            case Amount amount:
                output.WriteRawValue(amount.ToString());
                break;
            case bool flag:
                output.WriteBooleanValue(flag);
                break;
            case long number:
                output.WriteNumberValue(number);
                break;
            case int word:
                output.WriteStringValue(field.Words![word]);
                break;
            default:
                output.WriteStringValue(value.ToString());
                break;
        }
    }

    private static void WriteAll<T>(Utf8JsonWriter output, IEnumerable<T> items, Action<T> write)
    {
        output.WriteStartArray();
        foreach (T item in items) write(item);
        output.WriteEndArray();
    }
}
