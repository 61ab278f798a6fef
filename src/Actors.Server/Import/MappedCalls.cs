using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Actors.Server.Import.Csv;
using Actors.Server.Import.Expressions;
using Actors.Server.Import.Mapping;

namespace Actors.Server.Import;

/// <summary>Writes the calls that a group of rows makes.</summary>
internal sealed class MappedCalls(RowMapping mapping)
{
    // A tracking call holds any text; the relaxed encoder keeps French readable and the file small.
    private static readonly JsonWriterOptions s_options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <param name="write">Gets each call: its line (with line feed), its timestamp in Unix milliseconds, the line its
    /// first row stands on.</param>
    /// <exception cref="RowException">A row does not fit; the calls of the group before the faulty one have been
    /// written.</exception>
    public void Write(IReadOnlyList<CsvRow> rows, Action<ReadOnlyMemory<byte>, long, long> write)
    {
        var scope = new RowScope(rows, rows[0]);
        foreach (CallTemplate call in mapping.Calls)
        {
            if (call.When?.Holds(scope) == false)
            {
                continue;
            }
            string? once = call.Once?.Evaluate(scope).ToString();
            if (once is not null && call.Seen.Contains(once))
            {
                continue;
            }
            long timestamp = Timestamp(call, scope);
            Line(call, scope, timestamp);
            write(_line.WrittenMemory, timestamp, rows[0].Line);
            if (once is not null)
            {
                call.Seen.Add(once);
            }
        }
    }

    private void Line(CallTemplate call, RowScope scope, long timestamp)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, s_options))
        {
            json.WriteStartObject();
            foreach ((string field, Expression value) in call.Texts)
            {
                string text = value.Evaluate(scope).ToString();
                if (text.Length > 0)
                {
                    json.WriteString(field, text);
                }
                else if (field is "userId" or "event")
                {
                    throw new RowException(scope.Row.Line, value.ColumnName, $"{field} is empty");
                }
            }
            json.WriteString("timestamp", MapValue.At(timestamp).ToString());
            foreach ((string field, Template value) in call.Payloads)
            {
                json.WritePropertyName(field);
                value.Write(json, scope);
            }
            json.WriteEndObject();
        }
        _line.Write("\n"u8);
    }

    private static long Timestamp(CallTemplate call, RowScope scope)
    {
        MapValue value = call.Timestamp.Evaluate(scope);
        return value.Kind == MapKind.Instant ? value.InstantMs
            : throw new RowException(scope.Row.Line, call.Timestamp.ColumnName, value.IsMissing ? "timestamp is empty"
                : $"timestamp \"{value}\" is no instant; use date(…)");
    }
}
