using System.Security.Cryptography;
using System.Text.Json;
using Actors.Api.Json;
using Actors.Api.Tracking;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;

namespace Actors.Api.CloudEvents;

/// <summary>
/// Reads CloudEvents 1.0 in JSON, one or a batch: <c>type</c> is the event's name, <c>subject</c> the customer,
/// <c>source</c> and <c>id</c> together the message id, <c>time</c> the timestamp, <c>data</c> the properties.
/// Extensions are passed over.
/// </summary>
internal sealed class CloudEventParser
{
    // As long as a message id of two full texts may become before it is kept as a hash.
    private const int MessageIdBytesMax = 200;
    private Slice _specVersion, _id, _source, _type, _subject;
    private long _timeMs;
    private bool _hasData;
    private string? _errorField;
    private string _errorDetail = "";

    public ParsedItems Items { get; } = new();

    /// <exception cref="JsonException">The body is no JSON.</exception>
    /// <exception cref="MalformedBodyException">The body is JSON, but no such request.</exception>
    public void Read(ReadOnlySpan<byte> body, bool batch, long latestMs)
    {
        Items.Clear();
        Utf8JsonReader reader = JsonText.Open(body);
        if (!batch)
        {
            Event(ref reader, 0, "", latestMs);
        }
        else if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new MalformedBodyException("", "an array of events is expected");
        }
        else
        {
            for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            {
                Event(ref reader, index, $"/{index}", latestMs);
            }
        }
        reader.Read();
    }

    private void Event(ref Utf8JsonReader reader, int index, string pointer, long latestMs)
    {
        _specVersion = _id = _source = _type = _subject = default;
        _timeMs = IngestItem.NoTime;
        _hasData = false;
        _errorField = null;
        Items.Builder.Clear();
        Items.Builder.BeginObject();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            long start = reader.TokenStartIndex;
            Attributes(ref reader, latestMs);
            Check(reader.BytesConsumed - start);
        }
        else
        {
            reader.Skip();
            Fail("", "an object is expected");
        }
        if (_errorField is null)
        {
            AddDraft();
            return;
        }
        Items.Builder.Clear();
        string? id = _id.IsEmpty ? null : Items.Text(_id);
        Items.Rejections.Add(new Rejection(index, id, pointer + _errorField, _errorDetail));
    }

    private void Attributes(ref Utf8JsonReader reader, long latestMs)
    {
        int depth = reader.CurrentDepth;
        while (_errorField is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.ValueIsEscaped ? "" : System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                Attribute(ref reader, name, latestMs);
            }
        }
        while (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != depth)
        {
            reader.Read();
        }
    }

    private void Attribute(ref Utf8JsonReader reader, string name, long latestMs)
    {
        switch (name)
        {
            case "specversion":
                Text(ref reader, "/specversion", ref _specVersion);
                break;
            case "id":
                Text(ref reader, "/id", ref _id);
                break;
            case "source":
                Text(ref reader, "/source", ref _source);
                break;
            case "type":
                Text(ref reader, "/type", ref _type);
                break;
            case "subject":
                Text(ref reader, "/subject", ref _subject);
                break;
            case "time":
                Time(ref reader, latestMs);
                break;
            case "data":
                Data(ref reader);
                break;
            case "data_base64":
                Fail("/data_base64", "data must be a JSON object");
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void Text(ref Utf8JsonReader reader, string field, ref Slice text)
    {
        if (reader.TokenType != JsonTokenType.String || !Items.TryAddText(ref reader, default, out text))
        {
            Fail(field, "a text in valid Unicode is expected");
        }
        else if (text.IsEmpty)
        {
            Fail(field, "must not be empty");
        }
    }

    private void Time(ref Utf8JsonReader reader, long latestMs)
    {
        if (reader.TokenType != JsonTokenType.String || !Rfc3339.TryParse(reader.ValueSpan, out _timeMs))
        {
            Fail("/time", "an RFC 3339 instant such as 2026-11-21T10:00:00.000Z is expected");
        }
        else if (_timeMs < TrackingLimits.EarliestMs || _timeMs > latestMs)
        {
            Fail("/time", "is before 1970 or too far ahead");
        }
    }

    private void Data(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Fail("/data", "an object is expected");
            return;
        }
        _hasData = true;
        Items.Builder.Key("properties"u8);
        if (!Items.Builder.TryJson(ref reader, out DocError? error))
        {
            Fail("/data" + error!.Pointer, error.Detail);
        }
    }

    private void Check(long size)
    {
        if (size > TrackingLimits.EventBytesMax)
        {
            Fail("", $"larger than {TrackingLimits.EventBytesMax} bytes");
        }
        Require(_specVersion, "/specversion");
        Require(_id, "/id");
        Require(_source, "/source");
        Require(_type, "/type");
        Require(_subject, "/subject");
        if (_errorField is null && !Items.Bytes(_specVersion).SequenceEqual("1.0"u8))
        {
            Fail("/specversion", "1.0 is expected");
        }
        if (_errorField is null
            && (_subject.Length > CustomerId.BytesMax - 2 || Items.Bytes(_subject).Contains((byte)0)))
        {
            Fail("/subject", $"longer than {CustomerId.BytesMax - 2} bytes, or with U+0000");
        }
        if (_errorField is null && Items.Bytes(_subject).StartsWith("g:"u8))
        {
            Fail("/subject", "names an account, not a customer");
        }
    }

    private void Require(Slice attribute, string field)
    {
        if (attribute.IsEmpty)
        {
            Fail(field, "is missing");
        }
    }

    private void AddDraft()
    {
        ReadOnlySpan<byte> subject = Items.Bytes(_subject);
        bool addressed = subject.Length > 2 && (subject.StartsWith("u:"u8) || subject.StartsWith("a:"u8));
        Slice customer = addressed ? _subject : Items.Add([.. "u:"u8, .. subject]);
        Items.Builder.EndObject();
        Slice body = _hasData ? Items.AddDocument() : default;
        Items.Drafts.Add(new Draft(
            RecordKind.Event, customer, _timeMs, IngestItem.NoTime, Items.Normalize(_type), MessageId(), true, body));
    }

    /// <summary>CloudEvents promises that source and id together are unique.</summary>
    private Slice MessageId()
    {
        byte[] both = [.. Items.Bytes(_source), (byte)'#', .. Items.Bytes(_id)];
        return Items.Add(both.Length <= MessageIdBytesMax
            ? both
            : System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(both))));
    }

    private void Fail(string field, string detail)
    {
        if (_errorField is null)
        {
            (_errorField, _errorDetail) = (field, detail);
        }
    }
}
