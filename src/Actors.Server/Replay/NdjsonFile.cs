using System.IO.Compression;

namespace Actors.Server.Replay;

/// <summary>Lines of a file, plain or gzip, in blocks of about a megabyte. <c>-</c> is the standard input.</summary>
public sealed class NdjsonFile : ICallSource, IDisposable
{
    /// <summary>No line may be longer: a call is at most 32 KB, so this is no line of calls.</summary>
    public const int LineBytesMax = 1 << 20;

    private const int BlockBytes = 1 << 20;
    private readonly Stream _file;
    private readonly Stream _lines;
    private readonly long _length;
    private byte[] _rest = [];
    private long _nextLine = 1;
    private bool _ended;

    public NdjsonFile(string path)
    {
        _file = path == "-" ? Console.OpenStandardInput()
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        _length = _file.CanSeek ? _file.Length : 0;
        _lines = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(_file, CompressionMode.Decompress) : _file;
    }

    public double? Progress => _length > 0 ? Math.Min(1, (double)_file.Position / _length) : null;

    public CallBlock? Read()
    {
        while (!_ended)
        {
            byte[] bytes = new byte[_rest.Length + BlockBytes];
            _rest.CopyTo(bytes, 0);
            int read = _lines.ReadAtLeast(bytes.AsSpan(_rest.Length), BlockBytes, throwOnEndOfStream: false);
            _ended = read < BlockBytes;
            int length = _rest.Length + read;
            int whole = _ended ? length : bytes.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
            _rest = bytes[whole..length];
            if (_rest.Length > LineBytesMax)
            {
                throw new InvalidDataException(
                    $"line {_nextLine + bytes.AsSpan(0, whole).Count((byte)'\n')}: longer than {LineBytesMax} bytes");
            }
            if (whole == 0)
            {
                continue;
            }
            var block = new CallBlock(bytes.AsMemory(0, whole), _nextLine);
            _nextLine += bytes.AsSpan(0, whole).Count((byte)'\n');
            return block;
        }
        return null;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _file.Dispose();
    }
}
