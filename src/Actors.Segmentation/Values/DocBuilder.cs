using System.Buffers;
using System.Text.Json;

namespace Actors.Segmentation.Values;

/// <summary>Builds one document from parts, in one pass; reusable, so that ingest allocates nothing per call.</summary>
/// <remarks>Not thread-safe. Where an object repeats a key, the last wins.</remarks>
public sealed class DocBuilder
{
    private readonly ArrayBufferWriter<byte> _normalized = new();
    private byte[] _buffer = new byte[1024];
    private int _length;
    private Frame[] _frames = new Frame[DocWriter.DepthMax + 4];
    private int _depth;

    // Per key of the open objects: a hash to find repeats by, and where the key begins.
    private int[] _keyHashes = new int[64];
    private int[] _keyStarts = new int[64];
    private int _keys;

    private struct Frame
    {
        /// <summary>Where the content begins; one byte before it is kept for its length.</summary>
        public int Start;

        /// <summary>Number of keys of the enclosing objects.</summary>
        public int FirstKey;

        public bool IsObject;

        /// <summary>Start of the key being given a value, for pointers; index of the item in a list.</summary>
        public int Current;
    }

    /// <summary>The finished document; valid until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public void Clear()
    {
        _length = 0;
        _depth = 0;
        _keys = 0;
    }

    public void BeginObject() => Begin(DocFormat.Object);

    public void EndObject() => End();

    public void BeginList() => Begin(DocFormat.List);

    public void EndList() => End();

    /// <summary>Names the next value of the open object. Normalized to NFC.</summary>
    public void Key(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> key = Normalized(utf8);
        int hash = Hash(key);
        DropRepeat(key, hash);
        if (_keys == _keyHashes.Length)
        {
            Array.Resize(ref _keyHashes, _keys * 2);
            Array.Resize(ref _keyStarts, _keys * 2);
        }
        _keyHashes[_keys] = hash;
        _keyStarts[_keys++] = _length;
        _frames[_depth - 1].Current = _length;
        Bytes(key);
    }

    public void Null() => Tag(DocFormat.Null);

    public void Boolean(bool value) => Tag(value ? DocFormat.True : DocFormat.False);

    public void Number(Amount value)
    {
        Reserve(18);
        NextItem();
        _length += DocFormat.WriteNumber(_buffer.AsSpan(_length), value.Millionths);
    }

    /// <summary>A text; normalized to NFC. Must be valid UTF-8.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        Tag(DocFormat.Text);
        Bytes(Normalized(utf8));
    }

    /// <summary>Takes over a value of another document.</summary>
    public void Copy(ReadOnlySpan<byte> doc)
    {
        NextItem();
        int size = DocFormat.Size(doc);
        Reserve(size);
        doc[..size].CopyTo(_buffer.AsSpan(_length));
        _length += size;
    }

    /// <summary>Converts the JSON value the reader stands on, as <see cref="DocWriter.TryWrite"/>; on failure the builder must be cleared.</summary>
    public bool TryJson(ref Utf8JsonReader reader, out DocError? error)
    {
        int floor = _depth;
        do
        {
            if (TryToken(ref reader) is { } detail)
            {
                error = new DocError(detail, Pointer(floor));
                return false;
            }
        }
        while (_depth > floor && reader.Read());
        error = null;
        return true;
    }

    /// <summary>Takes one token; null, or what is wrong with it.</summary>
    private string? TryToken(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (_depth >= DocWriter.DepthMax) return $"Nested more than {DocWriter.DepthMax} deep.";
                Begin(reader.TokenType == JsonTokenType.StartObject ? DocFormat.Object : DocFormat.List);
                return null;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                End();
                return null;
            case JsonTokenType.PropertyName or JsonTokenType.String:
                return TryText(ref reader);
            case JsonTokenType.Number:
                JsonNumber(ref reader);
                return null;
            case JsonTokenType.True or JsonTokenType.False:
                Boolean(reader.TokenType == JsonTokenType.True);
                return null;
            case JsonTokenType.Null:
                Null();
                return null;
            default:
                return $"Expected a JSON value, found {reader.TokenType}.";
        }
    }

    private string? TryText(ref Utf8JsonReader reader)
    {
        const string notUnicode = "The text is no valid Unicode (UTF-8, surrogates in pairs).";
        bool isKey = reader.TokenType == JsonTokenType.PropertyName;
        if (!reader.ValueIsEscaped && !reader.HasValueSequence)
        {
            if (!System.Text.Unicode.Utf8.IsValid(reader.ValueSpan)) return notUnicode;
            if (isKey) Key(reader.ValueSpan);
            else Text(reader.ValueSpan);
            return null;
        }
        int size = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Max(size, 1));
        try
        {
            int copied = reader.CopyString(rented);
            ReadOnlySpan<byte> text = rented.AsSpan(0, copied);
            if (isKey) Key(text);
            else Text(text);
            return null;
        }
        catch (InvalidOperationException)
        {
            return notUnicode;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void JsonNumber(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> text = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        if (Amount.TryParse(text, out Amount amount))
        {
            Number(amount);
            return;
        }
        Tag(DocFormat.OutOfRange);
        Bytes(text);
    }

    private void Begin(byte tag)
    {
        Tag(tag);
        Reserve(1);
        _length++;
        if (_depth == _frames.Length) Array.Resize(ref _frames, _depth * 2);
        _frames[_depth++] = new Frame { Start = _length, FirstKey = _keys, IsObject = tag == DocFormat.Object, Current = -1 };
    }

    private void End()
    {
        Frame frame = _frames[--_depth];
        _keys = frame.FirstKey;
        int size = _length - frame.Start;
        int extra = DocFormat.VarintSize((ulong)size) - 1;
        if (extra > 0)
        {
            // The length takes more than the byte kept for it: the content moves.
            Reserve(extra);
            _buffer.AsSpan(frame.Start, size).CopyTo(_buffer.AsSpan(frame.Start + extra));
            _length += extra;
        }
        DocFormat.WriteVarint(_buffer.AsSpan(frame.Start - 1), (ulong)size);
    }

    private void Tag(byte tag)
    {
        Reserve(1);
        NextItem();
        _buffer[_length++] = tag;
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length + 5);
        _length += DocFormat.WriteVarint(_buffer.AsSpan(_length), (ulong)bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void NextItem()
    {
        if (_depth > 0 && !_frames[_depth - 1].IsObject) _frames[_depth - 1].Current++;
    }

    private void Reserve(int bytes)
    {
        if (_length + bytes > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
    }

    private ReadOnlySpan<byte> Normalized(ReadOnlySpan<byte> utf8)
    {
        if (Nfc.IsSurelyNormalized(utf8)) return utf8;
        _normalized.ResetWrittenCount();
        Nfc.Normalize(utf8, _normalized);
        return _normalized.WrittenSpan;
    }

    /// <summary>Removes an earlier member of the open object with this key.</summary>
    private void DropRepeat(ReadOnlySpan<byte> key, int hash)
    {
        int first = _frames[_depth - 1].FirstKey;
        for (int i = first; i < _keys; i++)
        {
            int found = _keyHashes.AsSpan(i, _keys - i).IndexOf(hash);
            if (found < 0) return;
            i += found;
            int start = _keyStarts[i];
            int at = start;
            int length = (int)DocFormat.ReadVarint(_buffer, ref at);
            if (!_buffer.AsSpan(at, length).SequenceEqual(key)) continue;
            int end = at + length + DocFormat.Size(_buffer.AsSpan(at + length));
            _buffer.AsSpan(end, _length - end).CopyTo(_buffer.AsSpan(start));
            _length -= end - start;
            for (int j = i + 1; j < _keys; j++)
            {
                _keyHashes[j - 1] = _keyHashes[j];
                _keyStarts[j - 1] = _keyStarts[j] - (end - start);
            }
            _keys--;
            return;
        }
    }

    private static int Hash(ReadOnlySpan<byte> key)
    {
        uint hash = 2166136261;
        foreach (byte b in key) hash = (hash ^ b) * 16777619;
        return (int)hash;
    }

    /// <summary>JSON pointer to the value being read, from the depth where reading began.</summary>
    private string Pointer(int floor)
    {
        System.Text.StringBuilder pointer = new();
        for (int i = floor; i < _depth; i++)
        {
            int at = _frames[i].Current;
            if (!_frames[i].IsObject)
            {
                // What is refused has not been counted yet.
                pointer.Append('/').Append(i == _depth - 1 ? at + 1 : at);
                continue;
            }
            if (at < 0) break;
            int length = (int)DocFormat.ReadVarint(_buffer, ref at);
            string key = System.Text.Encoding.UTF8.GetString(_buffer, at, length);
            pointer.Append('/').Append(JsonPointer.Escape(key));
        }
        return pointer.ToString();
    }
}
