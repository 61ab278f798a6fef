using System.Text;

namespace Actors.Server.Import.Csv;

/// <summary>
/// Reads CSV as RFC 4180 has it (quotes, doubled quotes, line breaks inside quotes), in one pass and bounded memory.
/// </summary>
public sealed class CsvReader : IDisposable
{
    /// <summary>A longer field is a quote that was never closed, not data.</summary>
    public const int FieldCharactersMax = 1 << 20;

    private readonly StreamReader _text;
    private readonly CsvOptions _options;
    private readonly char[] _buffer = new char[1 << 16];
    private readonly StringBuilder _long = new();
    private readonly List<string> _fields = [];
    private string[] _previous = [];
    private int _at;
    private int _end;
    private long _line = 1;

    public CsvReader(Stream stream, CsvOptions options)
    {
        _text = new(stream, options.Encoding, detectEncodingFromByteOrderMarks: true, 1 << 16);
        _options = options;
    }

    /// <summary>The next record, or null at the end. Empty lines are passed over.</summary>
    /// <exception cref="CsvFormatException">A quote stands where none may, or is never closed; bytes do not fit the
    /// encoding.</exception>
    public CsvRow? Read()
    {
        while (Peek() is '\r' or '\n')
        {
            Take();
        }
        if (Peek() < 0)
        {
            return null;
        }
        long line = _line;
        _fields.Clear();
        do
        {
            _fields.Add(Peek() == _options.Quote ? Quoted() : Plain());
        }
        while (TakeDelimiter());
        string[] fields = [.. _fields];
        _previous = fields;
        return new(line, fields);
    }

    public void Dispose() => _text.Dispose();

    private string Plain()
    {
        _long.Clear();
        while (true)
        {
            ReadOnlySpan<char> ahead = _buffer.AsSpan(_at, _end - _at);
            int stop = ahead.IndexOfAny(_options.Delimiter, '\r', '\n');
            int length = stop < 0 ? ahead.Length : stop;
            ReadOnlySpan<char> part = ahead[..length];
            if (part.Contains(_options.Quote))
            {
                throw Broken("a quote inside a field that does not begin with one");
            }
            _at += length;
            if (stop >= 0 && _long.Length == 0)
            {
                return Text(part);
            }
            Append(part);
            if (stop >= 0 || Peek() < 0)
            {
                return _long.ToString();
            }
        }
    }

    private string Quoted()
    {
        long opened = _line;
        Take();
        _long.Clear();
        while (true)
        {
            int next = Peek();
            if (next < 0)
            {
                throw new CsvFormatException(opened, "the quote opened here is never closed");
            }
            ReadOnlySpan<char> ahead = _buffer.AsSpan(_at, _end - _at);
            int stop = ahead.IndexOf(_options.Quote);
            ReadOnlySpan<char> part = stop < 0 ? ahead : ahead[..stop];
            Append(part);
            _line += part.Count('\n');
            _at += part.Length;
            if (stop < 0)
            {
                continue;
            }
            Take();
            if (Peek() != _options.Quote)
            {
                break;
            }
            Append([_options.Quote]);
            Take();
        }
        if (Peek() is var after && after >= 0 && after != _options.Delimiter && after is not ('\r' or '\n'))
        {
            throw Broken($"'{(char)after}' after a closing quote; a delimiter or the end of the line is expected");
        }
        return Text(_long.ToString());
    }

    private void Append(ReadOnlySpan<char> part)
    {
        if (_long.Length + part.Length > FieldCharactersMax)
        {
            throw Broken($"a field of more than {FieldCharactersMax} characters; is a quote missing?");
        }
        _long.Append(part);
    }

    /// <summary>Neighbouring records often say the same in the same column: then they share the text.</summary>
    private string Text(ReadOnlySpan<char> text) =>
        text.IsEmpty ? "" : _fields.Count < _previous.Length && text.SequenceEqual(_previous[_fields.Count])
            ? _previous[_fields.Count] : text.ToString();

    private bool TakeDelimiter()
    {
        int next = Peek();
        if (next == _options.Delimiter)
        {
            Take();
            return true;
        }
        return false;
    }

    private int Peek()
    {
        if (_at == _end)
        {
            _at = 0;
            try
            {
                _end = _text.Read(_buffer, 0, _buffer.Length);
            }
            catch (DecoderFallbackException)
            {
                throw Broken("bytes that are no UTF-8 follow; name the file's encoding (latin-1?)");
            }
        }
        return _at < _end ? _buffer[_at] : -1;
    }

    private void Take()
    {
        if (_buffer[_at++] == '\n')
        {
            _line++;
        }
    }

    private CsvFormatException Broken(string detail) => new(_line, detail);
}
