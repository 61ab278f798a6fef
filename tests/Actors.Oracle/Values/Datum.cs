using System.Text.Json;
using Actors.Oracle.Numbers;
using NodaTime;

namespace Actors.Oracle.Values;

/// <summary>A value at run time. Missing is null, JSON's null too.</summary>
public abstract record Datum
{
    /// <summary>The value of a JSON element.</summary>
    /// <param name="lastName">Last name of the path to it: under some names, numbers in texts count as numbers.</param>
    public static Datum? Of(JsonElement? json, string? lastName = null) => json?.ValueKind switch
    {
        JsonValueKind.String => OfText(Texts.Normalized(json.Value.GetString()!), lastName),
        JsonValueKind.Number => JsonNumber.Read(json.Value.GetRawText()) is { } number ? new Number(number) : null,
        JsonValueKind.True => new Flag(true),
        JsonValueKind.False => new Flag(false),
        JsonValueKind.Array => new Items([.. json.Value.EnumerateArray()]),
        JsonValueKind.Object => new Members(json.Value.GetRawText()),
        _ => null,
    };

    private static Datum OfText(string text, string? lastName)
    {
        bool mayBeNumber = lastName is "price" or "quantity" or "revenue" or "total" or "value";
        return mayBeNumber && JsonNumber.Read(text) is { } number ? new Number(number) : new Text(text);
    }
}

public sealed record Number(Rational Value) : Datum;

public sealed record Text(string Value) : Datum;

public sealed record Flag(bool Value) : Datum;

/// <summary>Unix milliseconds.</summary>
public sealed record Point(long UnixMs) : Datum;

/// <summary>A whole local day.</summary>
public sealed record Day(LocalDate Date) : Datum;

/// <summary>A list.</summary>
public sealed record Items(IReadOnlyList<JsonElement> Elements) : Datum;

/// <summary>An object.</summary>
public sealed record Members(string Json) : Datum;
