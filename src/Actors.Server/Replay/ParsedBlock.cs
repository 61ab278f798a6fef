using System.Text.Json;
using Actors.Api.Tracking;
using Actors.Engine.Seam;

namespace Actors.Server.Replay;

/// <summary>A line that could not be taken.</summary>
/// <param name="Line">Line of the source, from 1.</param>
/// <param name="Detail">JSON pointer and sentence.</param>
public sealed record RejectedLine(long Line, string Detail)
{
    public override string ToString() => $"line {Line}: {Detail}";
}

/// <summary>The items of one block, in memory that is used again for a later block.</summary>
internal sealed class ParsedBlock
{
    private readonly ParsedItems _parsed = new();
    private readonly CallParser _parser;
    private readonly List<long> _lineOf = [];
    private IngestItem[] _items = [];

    public ParsedBlock() => _parser = new(_parsed);

    public ReadOnlyMemory<IngestItem> Items { get; private set; }

    public List<RejectedLine> Rejected { get; } = [];

    /// <summary>The line each of <see cref="Items"/> came from.</summary>
    public IReadOnlyList<long> LineOf => _lineOf;

    /// <summary>Lines read, blank ones left out.</summary>
    public int Lines { get; private set; }

    /// <summary>Parses the lines as the tracking API parses its calls. What was here before is gone.</summary>
    /// <param name="source">Name of the write key these calls count as sent with, UTF-8.</param>
    public void Parse(CallBlock block, ReadOnlyMemory<byte> source)
    {
        _parsed.Clear();
        Rejected.Clear();
        _lineOf.Clear();
        Lines = 0;
        ReadOnlySpan<byte> rest = block.Bytes.Span;
        for (int n = 0; !rest.IsEmpty; n++)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? rest : rest[..end]).Trim(" \t\r"u8);
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!line.IsEmpty)
            {
                Lines++;
                Parse(line, block.Origins is { } origins ? origins[n] : block.FirstLine + n);
            }
        }
        if (_items.Length < _parsed.Drafts.Count)
        {
            _items = new IngestItem[_parsed.Drafts.Count * 2];
        }
        int count = _parsed.ToItems(source, _items);
        Items = _items.AsMemory(0, count);
    }

    private void Parse(ReadOnlySpan<byte> line, long number)
    {
        int rejections = _parsed.Rejections.Count;
        int drafts = _parsed.Drafts.Count;
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                Rejected.Add(new(number, "a JSON object is expected"));
                return;
            }
            _parser.Read(ref reader, CallKind.None, 0);
            reader.Read(); // throws if something follows the object
        }
        catch (JsonException exception)
        {
            // A call followed by rubbish is no call either.
            _parsed.Drafts.RemoveRange(drafts, _parsed.Drafts.Count - drafts);
            Rejected.Add(new(number,
                $"no JSON, at byte {exception.BytePositionInLine + 1}: {FirstSentence(exception.Message)}"));
            return;
        }
        if (_parsed.Rejections.Count > rejections)
        {
            Rejection rejection = _parsed.Rejections[^1];
            Rejected.Add(new(number, $"{rejection.Pointer["/batch/0".Length..]} {rejection.Detail}".TrimStart()));
            return;
        }
        _lineOf.Add(number);
    }

    /// <summary>The reader's own place (line 0 of one line) would only confuse.</summary>
    private static string FirstSentence(string message) => message.Split(" LineNumber", 2)[0];
}
