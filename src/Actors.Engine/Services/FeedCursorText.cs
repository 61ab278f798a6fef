using System.Buffers.Binary;
using System.Buffers.Text;

namespace Actors.Engine.Services;

/// <summary>The text of a cursor that moves on item by item, without an object for each: a stream names one with every change.</summary>
public sealed class FeedCursorText
{
    private const int PositionBytesMax = 9;
    private readonly long[] _positions;
    private readonly byte[] _bytes;
    private readonly byte[] _text;

    /// <param name="from">The cursor to begin with.</param>
    public FeedCursorText(FeedCursor from)
    {
        _positions = [.. from.Positions];
        _bytes = new byte[FeedCursor.HeadBytes + _positions.Length * PositionBytesMax];
        _text = new byte[Base64Url.GetEncodedLength(_bytes.Length)];
        _bytes[0] = FeedCursor.Version;
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(1), from.Folder);
    }

    /// <summary>The text as it stands, ASCII; valid until the next call.</summary>
    public ReadOnlySpan<byte> Utf8
    {
        get
        {
            int length = FeedCursor.HeadBytes;
            foreach (long position in _positions)
            {
                ulong rest = (ulong)position;
                for (; rest >= 0x80; rest >>= 7)
                {
                    _bytes[length++] = (byte)(rest | 0x80);
                }
                _bytes[length++] = (byte)rest;
            }
            return _text.AsSpan(0, Base64Url.EncodeToUtf8(_bytes.AsSpan(0, length), _text));
        }
    }

    /// <summary>Moves on to right after a published migration.</summary>
    public void Move(int partition, long outboxPosition) => _positions[partition] = outboxPosition;
}
