using Actors.Segmentation.Values;
using NodaTime;

namespace Actors.Segmentation.Language.Tree;

/// <summary>A value written in the text.</summary>
public abstract record Literal : Value
{
    private protected Literal()
    {
    }
}

/// <summary><c>"text"</c>, NFC.</summary>
public sealed record TextLiteral(string Text) : Literal;

/// <summary><c>12.5</c>, exact, at most six decimals.</summary>
public sealed record NumberLiteral(Amount Number) : Literal;

/// <summary><c>true</c>, <c>false</c></summary>
public sealed record BooleanLiteral(bool Flag) : Literal;

/// <summary>A point of the calendar or of time.</summary>
public abstract record MomentLiteral : Literal
{
    private protected MomentLiteral()
    {
    }
}

/// <summary><c>2026-01-31</c>: a whole day in the catalog's time zone.</summary>
public sealed record DateLiteral(LocalDate Date) : MomentLiteral;

/// <summary><c>2026-01-31T08:00:00Z</c>, RFC 3339 with any offset, cut off below a millisecond.</summary>
/// <param name="UnixMilliseconds">Milliseconds since 1970-01-01T00:00:00Z.</param>
public sealed record InstantLiteral(long UnixMilliseconds) : MomentLiteral;
