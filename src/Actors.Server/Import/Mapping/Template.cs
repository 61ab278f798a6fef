using System.Text.Json;
using Actors.Server.Import.Expressions;

namespace Actors.Server.Import.Mapping;

/// <summary>A JSON value to be, with expressions in it.</summary>
internal abstract class Template
{
    /// <summary>False: the value is missing, and so is the property that would hold it.</summary>
    public abstract bool IsPresent(RowScope scope);

    public abstract void Write(Utf8JsonWriter json, RowScope scope);
}

internal sealed class ConstantTemplate(JsonElement value) : Template
{
    public override bool IsPresent(RowScope scope) => true;

    public override void Write(Utf8JsonWriter json, RowScope scope) => value.WriteTo(json);
}

internal sealed class ExpressionTemplate(Expression expression) : Template
{
    public override bool IsPresent(RowScope scope) => !expression.Evaluate(scope).IsMissing;

    public override void Write(Utf8JsonWriter json, RowScope scope)
    {
        MapValue value = expression.Evaluate(scope);
        switch (value.Kind)
        {
            case MapKind.Number:
                json.WriteNumberValue(value.Number);
                break;
            case MapKind.Flag:
                json.WriteBooleanValue(value.Flag);
                break;
            case MapKind.Missing:
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}

internal sealed class MapTemplate(IReadOnlyList<(string Key, Template Value)> entries) : Template
{
    public override bool IsPresent(RowScope scope) => true;

    public override void Write(Utf8JsonWriter json, RowScope scope)
    {
        json.WriteStartObject();
        foreach ((string key, Template value) in entries)
        {
            if (value.IsPresent(scope))
            {
                json.WritePropertyName(key);
                value.Write(json, scope);
            }
        }
        json.WriteEndObject();
    }
}

internal sealed class ListTemplate(IReadOnlyList<Template> items) : Template
{
    public override bool IsPresent(RowScope scope) => true;

    public override void Write(Utf8JsonWriter json, RowScope scope)
    {
        json.WriteStartArray();
        foreach (Template item in items)
        {
            if (item.IsPresent(scope))
            {
                item.Write(json, scope);
            }
        }
        json.WriteEndArray();
    }
}

/// <summary><c>=each row:</c>: a list with one value per row of the group.</summary>
internal sealed class RowsTemplate(Template row) : Template
{
    public override bool IsPresent(RowScope scope) => true;

    public override void Write(Utf8JsonWriter json, RowScope scope)
    {
        json.WriteStartArray();
        foreach (Csv.CsvRow one in scope.Rows)
        {
            row.Write(json, scope.On(one));
        }
        json.WriteEndArray();
    }
}
