using System.Security.Cryptography;
using System.Text.Json;
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
    private readonly FirstError _error = new();
    private readonly FieldReader _fields;
    private readonly MemberReader _member;
    private Slice _specVersion, _id, _source, _type, _subject;
    private long _timeMs, _latestMs;
    private bool _hasData;

    public CloudEventParser() => (_fields, _member) = (new FieldReader(Items, _error), Member);

    public ParsedItems Items { get; } = new();

    /// <exception cref="JsonException">The body is no JSON.</exception>
    /// <exception cref="MalformedBodyException">The body is JSON, but no such request.</exception>
    public void Read(ReadOnlySpan<byte> body, bool batch, long latestMs)
    {
        Items.Clear();
        _latestMs = latestMs;
        Utf8JsonReader reader = JsonText.Open(body);
        if (!batch)
        {
            Event(ref reader, 0, "");
        }
        else if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new MalformedBodyException("", "an array of events is expected");
        }
        else
        {
            for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            {
                Event(ref reader, index, $"/{index}");
            }
        }
        reader.Read();
    }

    private void Event(ref Utf8JsonReader reader, int index, string pointer)
    {
        _specVersion = _id = _source = _type = _subject = default;
        _timeMs = IngestItem.NoTime;
        _hasData = false;
        _error.Clear();
        Items.Builder.Clear();
        Items.Builder.BeginObject();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            long start = reader.TokenStartIndex;
            JsonMembers.Read(ref reader, _error, _member);
            _fields.Size(reader.BytesConsumed - start);
            Check();
        }
        else
        {
            reader.Skip();
            _error.Set("", "an object is expected");
        }
        if (!_error.IsSet)
        {
            AddDraft();
            return;
        }
        Items.Builder.Clear();
        string? id = _id.IsEmpty ? null : Items.Text(_id);
        Items.Rejections.Add(new Rejection(index, id, pointer + _error.Field, _error.Detail));
    }

    private void Member(ref Utf8JsonReader reader)
    {
        string name = reader.ValueIsEscaped ? "" : System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        reader.Read();
        if (reader.TokenType != JsonTokenType.Null)
        {
            Attribute(ref reader, name);
        }
    }

    private void Attribute(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "specversion":
                _fields.Text(ref reader, "/specversion", ref _specVersion);
                break;
            case "id":
                _fields.Text(ref reader, "/id", ref _id);
                break;
            case "source":
                _fields.Text(ref reader, "/source", ref _source);
                break;
            case "type":
                _fields.Text(ref reader, "/type", ref _type);
                break;
            case "subject":
                _fields.Text(ref reader, "/subject", ref _subject);
                break;
            case "time":
                _fields.Time(ref reader, "/time", _latestMs, ref _timeMs);
                break;
            case "data":
                Data(ref reader);
                break;
            case "data_base64":
                _error.Set("/data_base64", "data must be a JSON object");
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void Data(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            _error.Set("/data", "an object is expected");
            return;
        }
        _hasData = true;
        Items.Builder.Key("properties"u8);
        if (!Items.Builder.TryJson(ref reader, out DocError? error))
        {
            _error.Set("/data" + error!.Pointer, error.Detail);
        }
    }

    private void Check()
    {
        Require(_specVersion, "/specversion");
        Require(_id, "/id");
        Require(_source, "/source");
        Require(_type, "/type");
        Require(_subject, "/subject");
        if (!_error.IsSet && !Items.Bytes(_specVersion).SequenceEqual("1.0"u8))
        {
            _error.Set("/specversion", "1.0 is expected");
        }
        if (!_error.IsSet
            && (_subject.Length > CustomerId.BytesMax - 2 || Items.Bytes(_subject).Contains((byte)0)))
        {
            _error.Set("/subject", $"longer than {CustomerId.BytesMax - 2} bytes, or with U+0000");
        }
        if (!_error.IsSet && Items.Bytes(_subject).StartsWith("g:"u8))
        {
            _error.Set("/subject", "names an account, not a customer");
        }
    }

    private void Require(Slice attribute, string field)
    {
        if (attribute.IsEmpty)
        {
            _error.Set(field, "is missing");
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
}
