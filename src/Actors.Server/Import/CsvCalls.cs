using System.Buffers;
using System.IO.Compression;
using Actors.Server.Import.Csv;
using Actors.Server.Import.Expressions;
using Actors.Server.Import.Mapping;
using Actors.Server.Replay;

namespace Actors.Server.Import;

/// <summary>
/// A CSV file as tracking calls, by a mapping. Reads in one pass; holds only what may still be grouped or sorted.
/// </summary>
public sealed class CsvCalls : ICallSource, IDisposable
{
    private const int BlockBytes = 1 << 18;
    private readonly FileStream _file;
    private readonly CsvReader _csv;
    private readonly RowMapping _mapping;
    private readonly RowGroups _groups;
    private readonly MappedCalls _calls;
    private readonly Action<RejectedRow> _rejected;
    private readonly ArrayBufferWriter<byte> _block = new(BlockBytes * 2);
    private List<long> _origins = [];
    private Queue<SortedCall>? _sorted;
    private bool _ended;

    /// <param name="rejected">Hears of each row that does not fit, as it is met.</param>
    /// <exception cref="MappingException">The mapping is wrong, or does not fit the file's header.</exception>
    /// <exception cref="CsvFormatException">The header is no CSV.</exception>
    public CsvCalls(string path, string mapping, Action<RejectedRow> rejected)
    {
        _rejected = rejected;
        MappingFile written = MappingFile.Read(mapping);
        _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            Stream text = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(_file, CompressionMode.Decompress) : _file;
            _csv = new(text, written.Csv);
            IReadOnlyList<string> header = written.Columns ?? _csv.Read()?.Fields
                ?? throw new CsvFormatException(1, "the file is empty; a header line is expected");
            _mapping = written.Bind(header);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
        _groups = new(_mapping.Group);
        _calls = new(_mapping);
    }

    public ImportTally Tally { get; } = new();

    public double? Progress => _file.Length > 0 ? Math.Min(1, (double)_file.Position / _file.Length) : 1;

    /// <exception cref="CsvFormatException">The file breaks off or is no CSV from some line on.</exception>
    public CallBlock? Read()
    {
        if (_mapping.Sorted)
        {
            return ReadSorted();
        }
        while (!_ended && _block.WrittenCount < BlockBytes)
        {
            Advance(Add);
        }
        return TakeBlock();
    }

    public void Dispose()
    {
        _csv.Dispose();
        _file.Dispose();
    }

    private CallBlock? ReadSorted()
    {
        if (_sorted is null)
        {
            var all = new List<SortedCall>();
            while (!_ended)
            {
                Advance((line, timestamp, origin) => all.Add(new(timestamp, line.ToArray(), origin)));
            }
            _sorted = new(all.OrderBy(call => call.TimestampMs)); // stable: equal times keep the file's order
        }
        while (_block.WrittenCount < BlockBytes && _sorted.TryDequeue(out SortedCall call))
        {
            Add(call.Line, call.TimestampMs, call.Origin);
        }
        return TakeBlock();
    }

    private void Add(ReadOnlyMemory<byte> line, long timestamp, long origin)
    {
        _block.Write(line.Span);
        _origins.Add(origin);
    }

    private CallBlock? TakeBlock()
    {
        if (_block.WrittenCount == 0)
        {
            return null;
        }
        var block = new CallBlock(_block.WrittenSpan.ToArray(), _origins[0]) { Origins = _origins };
        _block.ResetWrittenCount();
        _origins = [];
        return block;
    }

    /// <summary>Reads one row, and writes the calls of the groups it closes.</summary>
    private void Advance(Action<ReadOnlyMemory<byte>, long, long> write)
    {
        if (_csv.Read() is { } row)
        {
            Tally.Rows++;
            Guard([row], () => Gather(row));
        }
        else
        {
            _ended = true;
        }
        while (_groups.TryTake(_ended, out IReadOnlyList<CsvRow> rows))
        {
            Guard(rows, () => _calls.Write(rows, (line, timestamp, origin) =>
            {
                Tally.Calls++;
                write(line, timestamp, origin);
            }));
        }
    }

    private void Gather(CsvRow row)
    {
        var scope = new RowScope([row], row);
        foreach (SkipRule rule in _mapping.Skip)
        {
            if (rule.When.Holds(scope))
            {
                Tally.Skip(rule.Reason);
                return;
            }
        }
        _groups.Add(row);
    }

    private void Guard(IReadOnlyList<CsvRow> rows, Action act)
    {
        try
        {
            act();
        }
        catch (RowException fault)
        {
            Tally.RowsRejected += rows.Count;
            _rejected(new(fault.Line, fault.Column, fault.Message));
        }
    }

    private readonly record struct SortedCall(long TimestampMs, byte[] Line, long Origin);
}
