using System.Text.Json;
using Actors.Api.Json;
using Actors.Segmentation.Records;

namespace Actors.Api.Tracking;

/// <summary>Reads single values (texts, ids, instants) into the request's buffer; what is wrong becomes the item's error.</summary>
internal sealed class FieldReader(ParsedItems items, FirstError error)
{
    public void Text(ref Utf8JsonReader reader, string field, ref Slice text)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            error.Set(field, "a text is expected");
        }
        else if (!items.TryAddText(ref reader, default, out text))
        {
            error.Set(field, "the text is no valid Unicode");
        }
        else if (text.IsEmpty)
        {
            error.Set(field, "must not be empty");
        }
    }

    /// <summary>Reads an id and puts the prefix of its kind of address before it.</summary>
    public void Id(ref Utf8JsonReader reader, string field, ReadOnlySpan<byte> prefix, ref Slice id)
    {
        // Trackers in loosely typed languages send numbers: a whole number counts as the text it is written as.
        bool number = reader.TokenType == JsonTokenType.Number && reader.ValueSpan.IndexOfAny(".eE"u8) < 0;
        if (!number && reader.TokenType != JsonTokenType.String)
        {
            error.Set(field, "a text is expected");
        }
        else if (!items.TryAddText(ref reader, prefix, out id))
        {
            error.Set(field, "the text is no valid Unicode");
        }
        else if (id.Length == prefix.Length)
        {
            error.Set(field, "must not be empty");
        }
        else if (id.Length > CustomerId.BytesMax)
        {
            error.Set(field, $"longer than {CustomerId.BytesMax - prefix.Length} bytes");
        }
        else if (items.Bytes(id).Contains((byte)0))
        {
            error.Set(field, "must not contain U+0000");
        }
    }

    public void MessageId(ref Utf8JsonReader reader, ref Slice messageId)
    {
        Text(ref reader, "/messageId", ref messageId);
        if (!error.IsSet && messageId.Length > TrackingLimits.MessageIdCharactersMax
            && items.Text(messageId).Length > TrackingLimits.MessageIdCharactersMax)
        {
            error.Set("/messageId", $"longer than {TrackingLimits.MessageIdCharactersMax} characters");
        }
    }

    /// <param name="latestMs">The latest instant accepted, Unix milliseconds.</param>
    public void Time(ref Utf8JsonReader reader, string field, long latestMs, ref long timeMs)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped
            || !Rfc3339.TryParse(reader.ValueSpan, out timeMs))
        {
            error.Set(field, "an RFC 3339 instant such as 2026-11-21T10:00:00.000Z is expected");
        }
        else if (timeMs is < TrackingLimits.EarliestMs or >= TrackingLimits.LatestMs)
        {
            error.Set(field, "is not between the years 1970 and 2200");
        }
        else if (timeMs > latestMs)
        {
            error.Set(field, "is more than 31 days ahead of the server's virtual time");
        }
    }

    /// <summary>An item may be no larger than one event.</summary>
    public void Size(long bytes)
    {
        if (!error.IsSet && bytes > TrackingLimits.EventBytesMax)
        {
            error.Set("", $"larger than {TrackingLimits.EventBytesMax} bytes");
        }
    }
}
