using System.Text.Json;
using Actors.Engine.Seam;

namespace Actors.Api.Tracking;

/// <summary>Reads one call (<c>track</c>, <c>identify</c>, …) from JSON straight into a draft and a document.</summary>
/// <remarks>
/// After an error the reader still ends on the call's last token, so that the rest of a batch can be read.
/// </remarks>
internal sealed class CallParser
{
    private readonly ParsedItems _items;
    private readonly FirstError _error = new();
    private readonly FieldReader _fields;
    private readonly CallBody _body;
    private readonly MemberReader _member;
    private CallKind _kind;
    private Slice _userId, _anonymousId, _groupId, _previousId, _messageId, _event;
    private long _timestampMs, _sentAtMs;

    public CallParser(ParsedItems items)
    {
        _items = items;
        _fields = new FieldReader(items, _error);
        _body = new CallBody(items, _error);
        _member = Member;
    }

    /// <summary>A context that all calls of a batch share, as a document; the call's own keys win.</summary>
    public Slice SharedContext
    {
        get => _body.SharedContext;
        set => _body.SharedContext = value;
    }

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
        _body.Begin();
        JsonMembers.Read(ref reader, _error, _member);
        _fields.Size(reader.BytesConsumed - start);
        if (!_error.IsSet && _body.NeedsNameFirst && _kind is CallKind.Page or CallKind.Screen)
        {
            Begin(_kind);
            _body.Again();
            JsonMembers.Read(ref again, _error, _member);
        }
        if (!_error.IsSet)
        {
            CallRules.Check(_kind, _userId, _anonymousId, _event, _groupId, _previousId, _error);
        }
        if (!_error.IsSet)
        {
            AddDraft();
            return;
        }
        _items.Builder.Clear();
        string? messageId = _messageId.IsEmpty ? null : _items.Text(_messageId);
        string pointer = kind == CallKind.None ? $"/batch/{index}{_error.Field}" : _error.Field!;
        _items.Rejections.Add(new Rejection(index, messageId, pointer, _error.Detail));
    }

    private void Begin(CallKind kind)
    {
        _kind = kind;
        _userId = _anonymousId = _groupId = _previousId = _messageId = _event = default;
        _timestampMs = _sentAtMs = IngestItem.NoTime;
        _error.Clear();
    }

    private void Member(ref Utf8JsonReader reader)
    {
        CallField field = CallFields.Of(ref reader);
        reader.Read();
        if (reader.TokenType != JsonTokenType.Null)
        {
            Field(ref reader, field);
        }
    }

    private void Field(ref Utf8JsonReader reader, CallField field)
    {
        switch (field)
        {
            case CallField.Type:
                _kind = CallRules.KindOf(ref reader, _kind, _error);
                break;
            case CallField.UserId:
                _fields.Id(ref reader, "/userId", "u:"u8, ref _userId);
                break;
            case CallField.AnonymousId:
                _fields.Id(ref reader, "/anonymousId", "a:"u8, ref _anonymousId);
                break;
            case CallField.GroupId:
                _fields.Id(ref reader, "/groupId", "g:"u8, ref _groupId);
                break;
            case CallField.PreviousId:
                _fields.Id(ref reader, "/previousId", "u:"u8, ref _previousId);
                break;
            case CallField.MessageId:
                _fields.MessageId(ref reader, ref _messageId);
                break;
            case CallField.Event:
                _fields.Text(ref reader, "/event", ref _event);
                break;
            case CallField.Name:
                _body.Name(ref reader);
                break;
            case CallField.Category:
                _body.Category(ref reader);
                break;
            case CallField.Timestamp:
                _fields.Time(ref reader, "/timestamp", LatestMs, ref _timestampMs);
                break;
            case CallField.SentAt:
                _fields.Time(ref reader, "/sentAt", TrackingLimits.LatestMs, ref _sentAtMs);
                break;
            case CallField.Properties:
                _body.Properties(ref reader, _kind);
                break;
            case CallField.Traits:
                _body.Traits(ref reader);
                break;
            case CallField.Context:
                _body.Context(ref reader);
                break;
            case CallField.WriteKey when reader.TokenType == JsonTokenType.String
                && _items.TryAddText(ref reader, default, out Slice key):
                _items.WriteKey = key;
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void AddDraft()
    {
        _body.Complete(_kind);
        if (!_userId.IsEmpty)
        {
            _body.OtherId("anonymousId"u8, _anonymousId);
        }
        _body.OtherId("groupId"u8, _groupId);
        _body.OtherId("previousId"u8, _previousId);
        Slice body = _body.End();
        bool hasMessageId = !_messageId.IsEmpty;
        _items.Drafts.Add(new Draft(
            CallRules.RecordKindOf(_kind),
            _userId.IsEmpty ? _anonymousId : _userId,
            _timestampMs,
            _sentAtMs,
            EventName(),
            hasMessageId ? _messageId : _items.MakeMessageId(),
            hasMessageId,
            body));
    }

    private Slice EventName() => _kind switch
    {
        CallKind.Track => _items.Normalize(_event),
        CallKind.Page => _items.Add("Page Viewed"u8),
        CallKind.Screen => _items.Add("Screen Viewed"u8),
        _ => default,
    };
}
