using System.Text;

namespace Actors.Segmentation.Records;

/// <summary>The address of one customer or account: <c>u:ID</c>, <c>a:ID</c> or <c>g:ID</c>, as UTF-8.</summary>
/// <remarks>Wraps bytes, not text, so that the hot path can address a customer by a slice of the record it arrived in.</remarks>
public readonly struct CustomerId : IEquatable<CustomerId>
{
    /// <summary>The longest id accepted, in UTF-8 bytes, prefix included.</summary>
    public const int BytesMax = 512;

    public CustomerId(ReadOnlyMemory<byte> utf8) => Utf8 = utf8;

    /// <summary>The address as UTF-8 bytes, prefix included.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    public bool IsEmpty => Utf8.IsEmpty;

    /// <summary>An anonymous customer, known by <c>anonymousId</c> only.</summary>
    public bool IsAnonymous => Utf8.Length > 2 && Utf8.Span[0] == (byte)'a' && Utf8.Span[1] == (byte)':';

    /// <summary>A company (<c>group</c> calls).</summary>
    public bool IsAccount => Utf8.Length > 2 && Utf8.Span[0] == (byte)'g' && Utf8.Span[1] == (byte)':';

    public static CustomerId User(string userId) => new(Encoding.UTF8.GetBytes("u:" + userId));

    public static CustomerId Anonymous(string anonymousId) => new(Encoding.UTF8.GetBytes("a:" + anonymousId));

    public static CustomerId Account(string groupId) => new(Encoding.UTF8.GetBytes("g:" + groupId));

    /// <summary>Reads an id as the API writes it: <c>a:</c> and <c>g:</c> are written, <c>u:</c> may be left off.</summary>
    public static CustomerId Parse(string text) =>
        text.StartsWith("u:", StringComparison.Ordinal) || text.StartsWith("a:", StringComparison.Ordinal)
            || text.StartsWith("g:", StringComparison.Ordinal)
            ? new(Encoding.UTF8.GetBytes(text))
            : User(text);

    /// <summary>The id as the API writes it: <c>u:</c> is left off, unless the rest would read as an address itself.</summary>
    public override string ToString()
    {
        string full = Encoding.UTF8.GetString(Utf8.Span);
        if (!full.StartsWith("u:", StringComparison.Ordinal))
        {
            return full;
        }
        string bare = full[2..];
        return bare.Length > 1 && bare[1] == ':' && bare[0] is 'u' or 'a' or 'g' ? full : bare;
    }

    public bool Equals(CustomerId other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    public override bool Equals(object? obj) => obj is CustomerId other && Equals(other);

    /// <summary>FNV-1a over the bytes: for tables in memory only; routing uses the folder's keyed hash.</summary>
    public override int GetHashCode()
    {
        uint hash = 2166136261;
        foreach (byte b in Utf8.Span)
        {
            hash = (hash ^ b) * 16777619;
        }
        return (int)hash;
    }

    public static bool operator ==(CustomerId left, CustomerId right) => left.Equals(right);

    public static bool operator !=(CustomerId left, CustomerId right) => !left.Equals(right);
}
