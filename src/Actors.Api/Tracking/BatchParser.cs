using System.Text.Json;
using Actors.Api.Json;
using Actors.Engine.Seam;
using Actors.Segmentation.Values;

namespace Actors.Api.Tracking;

/// <summary>Reads a request of the tracking API: one call, or a batch of them.</summary>
internal sealed class BatchParser
{
    private readonly CallParser _call;
    private readonly ParsedItems _items = new();
    private long _sentAtMs;

    public BatchParser() => _call = new CallParser(_items);

    public ParsedItems Items => _items;

    /// <summary>Reads a body. Errors of single items are in <see cref="ParsedItems.Rejections"/>.</summary>
    /// <param name="latestMs">The latest instant accepted as a <c>timestamp</c>.</param>
    /// <exception cref="JsonException">The body is no JSON.</exception>
    /// <exception cref="MalformedBodyException">The body is JSON, but no such request.</exception>
    public void Read(ReadOnlySpan<byte> body, CallKind kind, long latestMs)
    {
        _items.Clear();
        _call.SharedContext = default;
        _call.LatestMs = latestMs;
        _sentAtMs = IngestItem.NoTime;
        Utf8JsonReader reader = JsonText.Open(body);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new MalformedBodyException("", "an object is expected");
        }
        if (kind == CallKind.Batch)
        {
            Batch(ref reader, body);
        }
        else
        {
            _call.Read(ref reader, kind, 0);
        }
        // Anything after the object is an error, which the reader throws.
        reader.Read();
    }

    private void Batch(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        (int start, int end) batch = default;
        bool contextCameLate = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            CallField field = CallFields.Of(ref reader);
            reader.Read();
            switch (field)
            {
                case CallField.Batch when reader.TokenType == JsonTokenType.StartArray:
                    batch.start = (int)reader.TokenStartIndex;
                    Calls(ref reader);
                    batch.end = (int)reader.BytesConsumed;
                    break;
                case CallField.Batch:
                    throw new MalformedBodyException("/batch", "an array is expected");
                case CallField.Context when reader.TokenType != JsonTokenType.Null:
                    Context(ref reader);
                    contextCameLate = batch.end > 0;
                    break;
                case CallField.SentAt when reader.TokenType != JsonTokenType.Null:
                    SentAt(ref reader);
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
        if (batch.end == 0)
        {
            throw new MalformedBodyException("/batch", "is missing");
        }
        if (contextCameLate && !_call.SharedContext.IsEmpty)
        {
            Utf8JsonReader again = JsonText.Open(body[batch.start..batch.end]);
            Calls(ref again);
        }
        ApplySentAt();
    }

    private void Calls(ref Utf8JsonReader reader)
    {
        _items.Drafts.Clear();
        _items.Rejections.Clear();
        for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                _call.Read(ref reader, CallKind.None, index);
            }
            else
            {
                reader.Skip();
                _items.Rejections.Add(new Rejection(index, null, $"/batch/{index}", "an object is expected"));
            }
        }
    }

    private void Context(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new MalformedBodyException("/context", "an object is expected");
        }
        _items.Builder.Clear();
        if (!_items.Builder.TryJson(ref reader, out DocError? error))
        {
            throw new MalformedBodyException("/context" + error!.Pointer, error.Detail);
        }
        bool any = new DocValue(_items.Builder.Written.Span).GetEnumerator().MoveNext();
        _call.SharedContext = any ? _items.AddDocument() : default;
    }

    private void SentAt(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || !Rfc3339.TryParse(reader.ValueSpan, out _sentAtMs)
            || _sentAtMs is < TrackingLimits.EarliestMs or >= TrackingLimits.LatestMs)
        {
            throw new MalformedBodyException(
                "/sentAt", "an RFC 3339 instant such as 2026-11-21T10:00:00.000Z is expected");
        }
    }

    /// <summary>Trackers write <c>sentAt</c> after the batch, so it is put in at the end; a call's own wins.</summary>
    private void ApplySentAt()
    {
        if (_sentAtMs == IngestItem.NoTime)
        {
            return;
        }
        for (int i = 0; i < _items.Drafts.Count; i++)
        {
            Draft draft = _items.Drafts[i];
            if (draft.SentAtMs == IngestItem.NoTime)
            {
                _items.Drafts[i] = draft with { SentAtMs = _sentAtMs };
            }
        }
    }
}
