using System.Text.Json;
using Actors.Api.Json;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;

namespace Actors.Api.Tracking;

/// <summary>Reads one call (<c>track</c>, <c>identify</c>, …) from JSON straight into a draft and a document.</summary>
/// <remarks>
/// After an error the reader still ends on the call's last token, so that the rest of a batch can be read.
/// </remarks>
internal sealed class CallParser(ParsedItems items)
{
    private CallKind _kind;
    private Slice _userId, _anonymousId, _groupId, _previousId, _messageId, _event, _name, _category;
    private long _timestampMs, _sentAtMs;
    private bool _wroteContext, _wroteProperties, _needsNameFirst;
    private string? _errorField;
    private string _errorDetail = "";

    /// <summary>A context that all calls of a batch share, as a document; the call's own keys win.</summary>
    public Slice SharedContext { get; set; }

    /// <summary>The latest instant accepted as a <c>timestamp</c>, Unix milliseconds.</summary>
    public long LatestMs { get; set; } = TrackingLimits.LatestMs;

    /// <summary>Reads the object the reader stands on; adds a draft, or a rejection.</summary>
    /// <param name="kind">What the address says the call is; <see cref="CallKind.None"/> in a batch: then <c>type</c>
    /// says it.</param>
    /// <param name="index">Place in the batch.</param>
    public void Read(ref Utf8JsonReader reader, CallKind kind, int index)
    {
        Utf8JsonReader again = reader;
        long start = reader.TokenStartIndex;
        Begin(kind);
        Fields(ref reader);
        if (_errorField is null && reader.BytesConsumed - start > TrackingLimits.EventBytesMax)
        {
            Fail("", $"larger than {TrackingLimits.EventBytesMax} bytes");
        }
        if (_errorField is null && _needsNameFirst && _kind is CallKind.Page or CallKind.Screen)
        {
            // The name came after the properties it belongs to: read once more, now that it is known.
            (Slice name, Slice category) = (_name, _category);
            Begin(_kind);
            (_name, _category) = (name, category);
            Fields(ref again);
        }
        if (_errorField is null)
        {
            Finish();
        }
        if (_errorField is not null)
        {
            items.Builder.Clear();
            string? messageId = _messageId.IsEmpty ? null : items.Text(_messageId);
            string pointer = kind == CallKind.None ? $"/batch/{index}{_errorField}" : _errorField;
            items.Rejections.Add(new Rejection(index, messageId, pointer, _errorDetail));
        }
    }

    private void Begin(CallKind kind)
    {
        _kind = kind;
        _userId = _anonymousId = _groupId = _previousId = _messageId = _event = _name = _category = default;
        _timestampMs = _sentAtMs = IngestItem.NoTime;
        _wroteContext = _wroteProperties = _needsNameFirst = false;
        _errorField = null;
        items.Builder.Clear();
        items.Builder.BeginObject();
    }

    private void Fields(ref Utf8JsonReader reader)
    {
        int depth = reader.CurrentDepth;
        while (_errorField is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            CallField field = CallFields.Of(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }
            Field(ref reader, field);
        }
        while (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != depth)
        {
            reader.Read();
        }
    }

    private void Field(ref Utf8JsonReader reader, CallField field)
    {
        switch (field)
        {
            case CallField.Type:
                Type(ref reader);
                break;
            case CallField.UserId:
                Id(ref reader, "/userId", "u:"u8, ref _userId);
                break;
            case CallField.AnonymousId:
                Id(ref reader, "/anonymousId", "a:"u8, ref _anonymousId);
                break;
            case CallField.GroupId:
                Id(ref reader, "/groupId", "g:"u8, ref _groupId);
                break;
            case CallField.PreviousId:
                Id(ref reader, "/previousId", "u:"u8, ref _previousId);
                break;
            case CallField.MessageId:
                MessageId(ref reader);
                break;
            case CallField.Event:
                Text(ref reader, "/event", ref _event);
                break;
            case CallField.Name:
                NamePart(ref reader, ref _name);
                break;
            case CallField.Category:
                NamePart(ref reader, ref _category);
                break;
            case CallField.Timestamp:
                Time(ref reader, "/timestamp", ref _timestampMs);
                break;
            case CallField.SentAt:
                Time(ref reader, "/sentAt", ref _sentAtMs);
                break;
            case CallField.Properties:
                Properties(ref reader);
                break;
            case CallField.Traits:
                Document(ref reader, "/traits", "traits"u8, default);
                break;
            case CallField.Context:
                _wroteContext = true;
                Document(ref reader, "/context", "context"u8, SharedContext);
                break;
            case CallField.WriteKey when reader.TokenType == JsonTokenType.String
                && items.TryAddText(ref reader, default, out Slice key):
                items.WriteKey = key;
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void Type(ref Utf8JsonReader reader)
    {
        CallKind kind = reader.TokenType != JsonTokenType.String ? CallKind.None
            : reader.ValueTextEquals("track"u8) ? CallKind.Track
            : reader.ValueTextEquals("page"u8) ? CallKind.Page
            : reader.ValueTextEquals("screen"u8) ? CallKind.Screen
            : reader.ValueTextEquals("identify"u8) ? CallKind.Identify
            : reader.ValueTextEquals("group"u8) ? CallKind.Group
            : reader.ValueTextEquals("alias"u8) ? CallKind.Alias
            : CallKind.None;
        if (kind == CallKind.None)
        {
            Fail("/type", "track, page, screen, identify, group or alias is expected");
        }
        else if (_kind != CallKind.None && _kind != kind)
        {
            Fail("/type", "differs from the address that was called");
        }
        _kind = kind;
    }

    private void Id(ref Utf8JsonReader reader, string field, ReadOnlySpan<byte> prefix, ref Slice id)
    {
        // Trackers in loosely typed languages send numbers: a whole number counts as the text it is written as.
        bool number = reader.TokenType == JsonTokenType.Number && reader.ValueSpan.IndexOfAny(".eE"u8) < 0;
        if (!number && reader.TokenType != JsonTokenType.String)
        {
            Fail(field, "a text is expected");
        }
        else if (!items.TryAddText(ref reader, prefix, out id))
        {
            Fail(field, "the text is no valid Unicode");
        }
        else if (id.Length == prefix.Length)
        {
            Fail(field, "must not be empty");
        }
        else if (id.Length > CustomerId.BytesMax)
        {
            Fail(field, $"longer than {CustomerId.BytesMax - prefix.Length} bytes");
        }
        else if (items.Bytes(id).Contains((byte)0))
        {
            Fail(field, "must not contain U+0000");
        }
    }

    private void MessageId(ref Utf8JsonReader reader)
    {
        Text(ref reader, "/messageId", ref _messageId);
        if (_errorField is null && _messageId.Length > TrackingLimits.MessageIdCharactersMax
            && items.Text(_messageId).Length > TrackingLimits.MessageIdCharactersMax)
        {
            Fail("/messageId", $"longer than {TrackingLimits.MessageIdCharactersMax} characters");
        }
    }

    private void Text(ref Utf8JsonReader reader, string field, ref Slice text)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            Fail(field, "a text is expected");
        }
        else if (!items.TryAddText(ref reader, default, out text))
        {
            Fail(field, "the text is no valid Unicode");
        }
        else if (text.IsEmpty)
        {
            Fail(field, "must not be empty");
        }
    }

    /// <summary>
    /// A page's <c>name</c> and <c>category</c>; of no meaning elsewhere, so nothing is wrong with them there.
    /// </summary>
    private void NamePart(ref Utf8JsonReader reader, ref Slice part)
    {
        if (reader.TokenType == JsonTokenType.String && items.TryAddText(ref reader, default, out Slice text))
        {
            part = text;
            _needsNameFirst |= _wroteProperties;
        }
        else
        {
            reader.Skip();
        }
    }

    private void Time(ref Utf8JsonReader reader, string field, ref long timeMs)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped
            || !Rfc3339.TryParse(reader.ValueSpan, out timeMs))
        {
            Fail(field, "an RFC 3339 instant such as 2026-11-21T10:00:00.000Z is expected");
        }
        else if (timeMs is < TrackingLimits.EarliestMs or >= TrackingLimits.LatestMs)
        {
            Fail(field, "is not between the years 1970 and 2200");
        }
        else if (timeMs > LatestMs && field == "/timestamp")
        {
            Fail(field, "is more than 31 days ahead of the server's virtual time");
        }
    }

    private void Properties(ref Utf8JsonReader reader)
    {
        _wroteProperties = true;
        // If the type turns out to be page or screen only later, the name is still missing here.
        bool named = _kind is CallKind.Page or CallKind.Screen;
        _needsNameFirst |= _kind == CallKind.None && !(_name.IsEmpty && _category.IsEmpty);
        Document(ref reader, "/properties", "properties"u8, default, named);
    }

    private void Document(
        ref Utf8JsonReader reader, string field, ReadOnlySpan<byte> key, Slice shared, bool named = false)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Fail(field, "an object is expected");
            return;
        }
        DocBuilder builder = items.Builder;
        builder.Key(key);
        if (shared.IsEmpty && !named)
        {
            if (!builder.TryJson(ref reader, out DocError? error))
            {
                Fail(field + error!.Pointer, error.Detail);
            }
            return;
        }
        builder.BeginObject();
        foreach (DocMember member in new DocValue(items.Bytes(shared)))
        {
            builder.Key(member.Key);
            builder.Copy(member.Value.Raw);
        }
        if (named)
        {
            NameParts();
        }
        if (Members(ref reader, field))
        {
            builder.EndObject();
        }
    }

    /// <summary>
    /// Adds the members of the object the reader stands on to the open object; those of the same name are replaced.
    /// </summary>
    private bool Members(ref Utf8JsonReader reader, string field)
    {
        int depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (!items.Builder.TryJson(ref reader, out DocError? error))
            {
                Fail(field + error!.Pointer, error.Detail);
                return false;
            }
        }
        return true;
    }

    private void NameParts()
    {
        NamePart("name"u8, _name);
        NamePart("category"u8, _category);
    }

    private void NamePart(ReadOnlySpan<byte> key, Slice text)
    {
        if (!text.IsEmpty)
        {
            items.Builder.Key(key);
            items.Builder.Text(items.Bytes(text));
        }
    }

    private void Finish()
    {
        Slice customer = _userId.IsEmpty ? _anonymousId : _userId;
        if (_kind == CallKind.None)
        {
            Fail("/type", "is missing");
        }
        else if (customer.IsEmpty)
        {
            Fail("/userId", "userId or anonymousId is needed");
        }
        else if (_kind == CallKind.Track && _event.IsEmpty)
        {
            Fail("/event", "is missing");
        }
        else if (_kind == CallKind.Group && _groupId.IsEmpty)
        {
            Fail("/groupId", "is missing");
        }
        else if (_kind == CallKind.Alias && (_userId.IsEmpty || _previousId.IsEmpty))
        {
            Fail(_userId.IsEmpty ? "/userId" : "/previousId", "is missing");
        }
        else
        {
            Slice body = Body();
            bool hasMessageId = !_messageId.IsEmpty;
            items.Drafts.Add(new Draft(
                RecordKindOf(_kind),
                customer,
                _timestampMs,
                _sentAtMs,
                EventName(),
                hasMessageId ? _messageId : items.MakeMessageId(),
                hasMessageId,
                body));
        }
    }

    private Slice Body()
    {
        DocBuilder builder = items.Builder;
        if (!_wroteProperties && _kind is CallKind.Page or CallKind.Screen && !(_name.IsEmpty && _category.IsEmpty))
        {
            builder.Key("properties"u8);
            builder.BeginObject();
            NameParts();
            builder.EndObject();
        }
        if (!_wroteContext && !SharedContext.IsEmpty)
        {
            builder.Key("context"u8);
            builder.Copy(items.Bytes(SharedContext));
        }
        if (!_userId.IsEmpty)
        {
            OtherId("anonymousId"u8, _anonymousId);
        }
        OtherId("groupId"u8, _groupId);
        OtherId("previousId"u8, _previousId);
        builder.EndObject();
        return items.AddDocument();
    }

    /// <summary>An id that is not the customer's address, without its prefix.</summary>
    private void OtherId(ReadOnlySpan<byte> key, Slice id)
    {
        if (!id.IsEmpty)
        {
            items.Builder.Key(key);
            items.Builder.Text(items.Bytes(id)[2..]);
        }
    }

    private Slice EventName() => _kind switch
    {
        CallKind.Track => items.Normalize(_event),
        CallKind.Page => items.Add("Page Viewed"u8),
        CallKind.Screen => items.Add("Screen Viewed"u8),
        _ => default,
    };

    private static RecordKind RecordKindOf(CallKind kind) => kind switch
    {
        CallKind.Identify => RecordKind.Identify,
        CallKind.Group => RecordKind.Group,
        CallKind.Alias => RecordKind.Alias,
        _ => RecordKind.Event,
    };

    private void Fail(string field, string detail)
    {
        if (_errorField is null)
        {
            (_errorField, _errorDetail) = (field, detail);
        }
    }
}
